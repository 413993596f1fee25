package dev.jebpf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a recording is made of until it is complete, in `FILE.parts` beside it, for its owner only:
/// chunks of kernel events, the JVM's part when that is complete, and a link to where it is until
/// then. When the JVM is killed, `jebpf merge OUT.jfr FILE.parts` makes a recording of it. The next
/// start with the same file keeps it as `FILE.parts.previous`.
final class PartsDirectory {
  private static final String SUFFIX = ".parts";
  private static final String PREVIOUS = ".previous";
  private static final String JVM = "jvm.jfr";
  private static final String LINK = "repository";
  private static final String SNAPSHOT = "snapshot";

  /// Where JFR keeps its chunks until they are dumped, as JFR itself tells other processes.
  private static final String REPOSITORY = "jdk.jfr.repository";

  private final Path path;

  private PartsDirectory(Path path) {
    this.path = path;
  }

  /// Makes the directory of a file.
  static PartsDirectory create(Path file) throws IOException {
    Path path = file.resolveSibling(file.getFileName() + SUFFIX);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Path previous = file.resolveSibling(file.getFileName() + SUFFIX + PREVIOUS);
      if (Files.isDirectory(previous, LinkOption.NOFOLLOW_LINKS)) {
        new PartsDirectory(previous).delete();
      }
      Files.move(path, previous);
    }
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new PartsDirectory(path);
  }

  Path path() {
    return path;
  }

  /// Where the JVM's part goes at the end.
  Path jvm() {
    return path.resolve(JVM);
  }

  /// A name for the JVM's part so far, which is none of a part.
  Path snapshot() {
    return path.resolve(SNAPSHOT);
  }

  /// The chunks of kernel events there are, and a file with the JVM's part.
  List<Path> withJvmPart(Path snapshot) throws IOException {
    List<Path> all = new ArrayList<>(List.of(snapshot));
    try (Stream<Path> files = Files.list(path)) {
      // JFR has made its file already, and leaves it empty until the end.
      files
          .filter(file -> file.toString().endsWith(".jfr") && !file.equals(jvm()))
          .sorted()
          .forEach(all::add);
    }
    return all;
  }

  /// Shows where JFR keeps its chunks, when something is being recorded.
  void linkRepository() throws IOException {
    String repository = System.getProperty(REPOSITORY);
    if (repository != null) {
      Files.createSymbolicLink(path.resolve(LINK), Path.of(repository));
    }
  }

  void unlinkRepository() throws IOException {
    Files.deleteIfExists(path.resolve(LINK));
  }

  /// Deletes it with all parts. Whatever else may be in a directory of that name stays, and so does
  /// the directory then.
  void delete() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(PartsDirectory::part).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }

  private static boolean part(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jfr") || name.equals(LINK) || name.equals(SNAPSHOT);
  }
}
