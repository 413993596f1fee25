package dev.jebpf.usdt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A directory that only this user can enter, under a name that nobody can foresee, in a place
/// that may be shared. It lives as long as the JVM: tools follow the path of a mapping to the file.
///
/// A file inside names its owner, by which later JVMs tell what a killed one left.
final class PrivateDirectory {
  static final String PREFIX = "jebpf-usdt-";

  private static final String OWNER = "owner";
  private static final int STICKY = 0b1_000_000_000;
  private static final int WRITABLE_BY_OTHERS = 0b000_010_010;

  private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  private PrivateDirectory(Path path) {
    this.path = path;
  }

  /// Makes one.
  ///
  /// @throws IOException if that is impossible there, or unsafe
  static PrivateDirectory create(Path parent) throws IOException {
    Path real = parent.toRealPath();
    requireSafe(real);
    LeftoverDirectories.remove(real);
    Path path = Files.createTempDirectory(real, PREFIX, ownerDirectory());
    try {
      writeOwner(path);
      return new PrivateDirectory(path);
    } catch (IOException | RuntimeException e) {
      delete(path);
      throw e;
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerDirectory() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  /// Others who may rename our directory could put a library of theirs in its place.
  private static void requireSafe(Path parent) throws IOException {
    int mode = (int) Files.getAttribute(parent, "unix:mode");
    if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw new FileSystemException(
          parent.toString(), null, "writable by other users without the sticky bit");
    }
  }

  /// Written under another name, so that nobody reads half of it.
  private static void writeOwner(Path directory) throws IOException {
    Path young = newFile(directory, "young");
    Files.writeString(young, OwnerProcess.self().toString());
    Files.move(young, directory.resolve(OWNER), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Whether the JVM that made a directory has ended.
  static boolean isLeft(Path directory) throws IOException {
    Path file = directory.resolve(OWNER);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && OwnerProcess.parse(Files.readString(file)).hasEnded();
  }

  Path path() {
    return path;
  }

  /// A new empty file in it.
  Path newFile(String name) throws IOException {
    return newFile(path, name);
  }

  private static Path newFile(Path directory, String name) throws IOException {
    return Files.createFile(directory.resolve(name), ONLY_OWNER);
  }

  /// Removes it and what is in it.
  void delete() throws IOException {
    delete(path);
  }

  static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
