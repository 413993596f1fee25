package dev.jebpf.catalog.user;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the file a user means: by its path, or by the short name of a library that a process has
/// mapped. `libc` is `libc.so.6` or `libc-2.31.so`, `java` the program of that name.
public final class UserFiles {
  /// What is part of `libc` itself since glibc 2.34.
  private static final Set<String> IN_LIBC =
      Set.of("libpthread", "libdl", "librt", "libutil", "libanl");

  /// What `usdt-bridge` calls its files.
  private static final String OWN = "jebpf-probes";

  private final ProcessMaps maps;

  /// @param maps of the process whose libraries are meant
  public UserFiles(ProcessMaps maps) {
    this.maps = maps;
  }

  /// The file of this name.
  ///
  /// @param name an absolute path, a file's name, or one without what follows `.so` or a version
  /// @throws UserFileException when there is none, several, or it can't be read
  public UserFile find(String name) throws UserFileException {
    if (name.startsWith("/")) {
      return open(name);
    }
    List<String> mapped = called(name, maps.files().stream());
    if (mapped.isEmpty()) {
      throw missing(name);
    }
    if (mapped.size() > 1) {
      throw new UserFileException(
          "several files are called "
              + name
              + ": "
              + String.join(", ", mapped)
              + "; give the path");
    }
    return open(mapped.getFirst());
  }

  /// The files with the probes that this process has made for itself, by `usdt-bridge`: several
  /// when there are more of them than one file holds.
  ///
  /// @throws UserFileException when there is none yet, or it can't be read
  public List<UserFile> own() throws UserFileException {
    List<UserFile> files = new ArrayList<>();
    for (String path : called(OWN, maps.files().stream())) {
      files.add(open(path));
    }
    if (files.isEmpty()) {
      throw UserFileException.early(
          "this process has no USDT probes of its own; usdt=true makes them");
    }
    return files;
  }

  private UserFile open(String name) throws UserFileException {
    Path path = path(name);
    if (maps.replaced().contains(real(path))) {
      throw new UserFileException(
          path + " was replaced since this process mapped it; restart the service");
    }
    return UserFile.open(path);
  }

  private static Path path(String name) throws UserFileException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UserFileException(name + " is no path here (" + e.getReason() + ")");
    }
  }

  /// As the kernel has it in the list of mappings: without symbolic links.
  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException notThere) {
      return path.toString();
    }
  }

  private UserFileException missing(String name) {
    if (!called(name, maps.replaced().stream()).isEmpty()) {
      return new UserFileException(
          name + " was replaced since this process mapped it; restart the service");
    }
    return UserFileException.early(
        "no library "
            + name
            + " is mapped in this process"
            + (isPartOfLibc(name)
                ? " (since glibc 2.34 it is part of libc)"
                : "; it is traced as soon as it is loaded"));
  }

  /// Whether a library's functions moved to `libc` with glibc 2.34; a file without them may be left
  /// for old programs.
  public static boolean isPartOfLibc(String name) {
    return IN_LIBC.contains(name);
  }

  private static List<String> called(String name, Stream<String> paths) {
    return paths.filter(path -> isCalled(name, path.substring(path.lastIndexOf('/') + 1))).toList();
  }

  /// `libssl` is `libssl.so`, `libssl.so.3` and `libssl-3.0.so`.
  static boolean isCalled(String name, String file) {
    if (!file.startsWith(name)) {
      return false;
    }
    String rest = file.substring(name.length());
    return rest.isEmpty()
        || rest.equals(".so")
        || rest.startsWith(".so.")
        || rest.matches("-[0-9.]+\\.so");
  }
}
