package dev.jebpf.cli.process;

import dev.jebpf.linux.Privileges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A running JVM, looked at from outside without touching it.
///
/// @param entry its directory in procfs
/// @param home the JDK's directory as the process itself sees it
/// @param version `JAVA_VERSION` in the JDK's `release` file; null when there is no such file
public record JvmProcess(
    long pid, Path entry, ProcessStatus status, Path home, @Nullable String version) {
  private static final String LIBRARY = "/lib/server/libjvm.so";
  private static final int OLDEST = 25;

  /// Looks at a process.
  ///
  /// @param procfs normally `/proc`
  /// @throws NoSuchJvmException when there is none, it is no JVM, or may not be looked at
  public static JvmProcess of(Path procfs, long pid) throws NoSuchJvmException {
    Path entry = procfs.resolve(Long.toString(pid));
    try {
      var status = ProcessStatus.read(entry);
      Path home = home(entry, pid);
      return new JvmProcess(pid, entry, status, home, version(inside(entry, home)));
    } catch (AccessDeniedException _) {
      throw new NoSuchJvmException(
          "process "
              + pid
              + " may not be looked at: run as its user, or as root with CAP_SYS_PTRACE");
    } catch (IOException e) {
      throw new NoSuchJvmException("process " + pid + " can't be looked at: " + e.getMessage());
    }
  }

  /// The Java feature release, such as 25; 0 when it could not be read.
  public int feature() {
    if (version == null) {
      return 0;
    }
    try {
      return Runtime.Version.parse(version.replaceFirst("^1\\.", "").replace('_', '.')).feature();
    } catch (IllegalArgumentException _) {
      return 0;
    }
  }

  /// Whether the process lives in a PID namespace below that of this procfs, as in a container.
  public boolean namespaced() {
    return status.namespacePids().size() > 1;
  }

  /// What the process may do; what holds for the whole system as this process sees it.
  public Privileges privileges() {
    var own = Privileges.read();
    return new Privileges(
        status.capabilities(),
        status.seccomp(),
        own.lockdown(),
        own.unprivilegedBpfDisabled(),
        own.perfEventParanoid(),
        own.memlockBytes(),
        initialUserNamespace());
  }

  /// The initial user namespace maps all 2^32 - 1 ids onto themselves (user_namespaces(7)).
  private boolean initialUserNamespace() {
    try {
      String map = Files.readString(entry.resolve("uid_map")).strip();
      return map.isEmpty() || map.replaceAll("\\s+", " ").equals("0 0 4294967295");
    } catch (IOException _) {
      return true;
    }
  }

  /// A path of the process as seen from here, through its own root and mounts.
  public Path inside(Path path) {
    return inside(entry, path);
  }

  /// The arguments of its command line; empty when they can't be read.
  public List<String> arguments() {
    try {
      return List.of(Files.readString(entry.resolve("cmdline")).split("\0", -1));
    } catch (IOException _) {
      return List.of();
    }
  }

  /// How many eBPF programs the process holds open; 0 also when its descriptors can't be read.
  public int bpfPrograms() {
    int programs = 0;
    try (var descriptors = Files.newDirectoryStream(entry.resolve("fd"))) {
      for (var descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).toString().equals("anon_inode:bpf-prog")) {
          programs++;
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      return programs;
    }
    return programs;
  }

  /// Why the agent can't be attached, and what to do; empty when nothing speaks against it.
  ///
  /// @param jar where the agent is
  /// @param ownUid the effective user id of who wants to attach
  public Optional<String> obstacle(Path jar, int ownUid) {
    if (feature() > 0 && feature() < OLDEST) {
      return Optional.of(
          "it runs Java " + version + ", and jebpf needs Java " + OLDEST + " or newer");
    }
    if (ownUid != 0 && ownUid != status.uid()) {
      return Optional.of(
          "it runs as user "
              + status.uid()
              + " and you are user "
              + ownUid
              + ": run as that user (sudo -u '#"
              + status.uid()
              + "'), or as root");
    }
    if (!Files.isReadable(inside(jar.toAbsolutePath()))) {
      return Optional.of(
          "it doesn't see "
              + jar.toAbsolutePath()
              + " in its root or mounts: copy the jar to where it does, and run it from the same"
              + " path here");
    }
    return Optional.empty();
  }

  private static Path inside(Path entry, Path path) {
    return entry.resolve("root").resolve(Path.of("/").relativize(path));
  }

  /// Where the process has mapped HotSpot's library from.
  private static Path home(Path entry, long pid) throws IOException, NoSuchJvmException {
    try (var maps = Files.lines(entry.resolve("maps"))) {
      return maps.filter(line -> line.contains(LIBRARY))
          .map(line -> line.substring(line.indexOf('/'), line.indexOf(LIBRARY)))
          .map(Path::of)
          .findFirst()
          .orElseThrow(
              () ->
                  new NoSuchJvmException(
                      "process "
                          + pid
                          + " has no JVM in it (no libjvm.so among its maps). The JVMs that run:"
                          + " jcmd -l"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static @Nullable String version(Path home) {
    var release = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
    } catch (IOException | IllegalArgumentException _) {
      return null;
    }
    String version = release.getProperty("JAVA_VERSION");
    return version == null ? null : version.replace("\"", "");
  }
}
