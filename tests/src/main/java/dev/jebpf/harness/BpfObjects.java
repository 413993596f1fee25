package dev.jebpf.harness;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ids of programs, maps and links: all there are, or those one process holds. Written without
/// the code under test.
///
/// @param programs ids as bpftool shows them
public record BpfObjects(Set<Integer> programs, Set<Integer> maps, Set<Integer> links) {
  private static final int PROG_GET_NEXT_ID = 11;
  private static final int MAP_GET_NEXT_ID = 12;
  private static final int LINK_GET_NEXT_ID = 31;
  private static final Pattern ID =
      Pattern.compile("^(prog|map|link)_id:\\s+(\\d+)$", Pattern.MULTILINE);

  /// All of the machine; needs `CAP_SYS_ADMIN` (minimum kernel 4.13, links 5.8).
  public static BpfObjects ofMachine() {
    return new BpfObjects(ids(PROG_GET_NEXT_ID), ids(MAP_GET_NEXT_ID), ids(LINK_GET_NEXT_ID));
  }

  /// Those a process has file descriptors of, by `/proc/PID/fdinfo`.
  public static BpfObjects ofProcess(long pid) {
    var objects = new BpfObjects(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    try (var files = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
      for (Path file : files.toList()) {
        objects.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the descriptors of " + pid, e);
    }
    return objects;
  }

  /// Adds what a descriptor is of; the process may have closed it by now.
  private void add(Path descriptor) throws IOException {
    try {
      Matcher matcher = ID.matcher(Files.readString(descriptor));
      while (matcher.find()) {
        ofKind(matcher.group(1)).add(Integer.valueOf(matcher.group(2)));
      }
    } catch (NoSuchFileException _) {
      // closed
    }
  }

  private Set<Integer> ofKind(String kind) {
    return switch (kind) {
      case "prog" -> programs;
      case "map" -> maps;
      case "link" -> links;
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /// Those that are in both.
  public BpfObjects and(BpfObjects other) {
    return new BpfObjects(
        both(programs, other.programs), both(maps, other.maps), both(links, other.links));
  }

  private static Set<Integer> both(Set<Integer> one, Set<Integer> other) {
    Set<Integer> both = new TreeSet<>(one);
    both.retainAll(other);
    return both;
  }

  public boolean isEmpty() {
    return programs.isEmpty() && maps.isEmpty() && links.isEmpty();
  }

  /// `union bpf_attr` of the commands that walk ids (linux/bpf.h): start id at 0, next id at 4.
  @SuppressWarnings("restricted")
  private static Set<Integer> ids(int command) {
    MethodHandle bpf =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, ValueLayout.ADDRESS, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
    Set<Integer> ids = new TreeSet<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attribute = arena.allocate(16, 8);
      while ((long) bpf.invokeExact(number(), (long) command, attribute, 16L) == 0) {
        int id = attribute.get(JAVA_INT, 4);
        ids.add(id);
        attribute.set(JAVA_INT, 0, id);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("bpf(" + command + ")", e);
    }
    return ids;
  }

  /// `__NR_bpf` of asm/unistd_64.h and asm-generic/unistd.h.
  static long number() {
    return System.getProperty("os.arch").equals("amd64") ? 321 : 280;
  }
}
