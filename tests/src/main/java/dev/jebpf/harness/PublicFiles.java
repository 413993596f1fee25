package dev.jebpf.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Copies that every user may read, for a child that runs as another one: the checkout may lie in a
/// directory that is closed to it.
public final class PublicFiles {
  private final Path directory;

  /// @param directory to copy into; is opened to everybody
  public PublicFiles(Path directory) throws IOException {
    this.directory = directory;
    permit(directory, "rwxr-xr-x");
  }

  /// A class path of copies of the entries that hold these classes.
  public String classPath(Class<?>... types) throws IOException {
    List<String> entries = new ArrayList<>();
    for (Class<?> type : types) {
      Path copy = directory.resolve("classes" + entries.size());
      copy(Path.of(ChildJvm.classPathOf(type)), copy);
      entries.add(copy.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /// A copy of the agent jar.
  public Path agent() throws IOException {
    return Files.copy(AgentJar.path(), directory.resolve("jebpf.jar"));
  }

  /// A directory that everybody may write to.
  public Path writable(String name) throws IOException {
    Path open = Files.createDirectory(directory.resolve(name));
    permit(open, "rwxrwxrwx");
    return open;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var tree = Files.walk(from)) {
      for (Path file : tree.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, copy);
        permit(copy, "rwxr-xr-x");
      }
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
