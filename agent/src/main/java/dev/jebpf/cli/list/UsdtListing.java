package dev.jebpf.cli.list;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.ElfFormatException;
import dev.jebpf.usdt.image.ProbeNote;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The USDT probes in the files of a process, the JVM's own and those of C libraries too. Read from
/// the files' notes: the process is not disturbed.
public final class UsdtListing {
  private static final String NOTES = ".note.stapsdt";
  private static final String ELF_START = "\177ELF";

  /// `-8@%rdi`: the size, negative for signed numbers, perhaps with an `f` for floating-point ones
  /// (SystemTap's wiki, "UserSpaceProbeImplementation"). Places may hold blanks: `8@[sp, 16]`.
  private static final Pattern ARGUMENT = Pattern.compile("(?:^| )(-?)(\\d+)(f?)@");

  private static final int BITS = 8;

  private final SortedMap<Path, Path> files;
  private final List<String> unreadable = new ArrayList<>();

  /// @param files those to look into, each by the path to show
  public UsdtListing(Map<Path, Path> files) {
    this.files = new TreeMap<>(files);
  }

  /// All probes, `PATH:PROVIDER:NAME`, by path and as they lie in the files. One that a compiler
  /// inlined in several places has a note for each; it is listed once.
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<Path, Path> file : files.entrySet()) {
      Path path = file.getKey();
      try {
        Set<String> seen = new HashSet<>();
        for (ProbeNote note : notes(file.getValue())) {
          String name = path + ":" + note.provider() + ":" + note.name();
          if (seen.add(name)) {
            entries.add(new Entry("usdt", name, () -> types(note.arguments())));
          }
        }
      } catch (IOException | ElfFormatException e) {
        unreadable.add(path + ": " + e.getMessage());
      }
    }
    return entries;
  }

  /// The files that could not be read, after [#entries].
  public List<String> unreadable() {
    return unreadable;
  }

  private static List<ProbeNote> notes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer bytes =
          channel.map(MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
      if (!isElf(bytes)) {
        return List.of();
      }
      ElfFile elf = ElfFile.read(bytes);
      return elf.section(NOTES).stream()
          .flatMap(section -> ProbeNote.readAll(elf.contents(section)).stream())
          .toList();
    }
  }

  /// Other files are mapped as well, such as archives of classes.
  private static boolean isElf(MappedByteBuffer bytes) {
    for (int i = 0; i < ELF_START.length(); i++) {
      if (bytes.limit() <= i || bytes.get(i) != ELF_START.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// As many types as there are arguments: `(s64 arg0, u32 arg1)`.
  static String types(String arguments) {
    StringJoiner types = new StringJoiner(", ", "(", ")");
    Matcher argument = ARGUMENT.matcher(arguments);
    for (int i = 0; argument.find(); i++) {
      String kind = argument.group(3).isEmpty() ? (argument.group(1).isEmpty() ? "u" : "s") : "f";
      types.add(kind + BITS * Integer.parseInt(argument.group(2)) + " arg" + i);
    }
    return types.toString();
  }
}
