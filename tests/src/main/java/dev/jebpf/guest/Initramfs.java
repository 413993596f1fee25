package dev.jebpf.guest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Writes the file system a kernel starts with: a cpio archive of the "newc" form
/// (Documentation/driver-api/early-userspace/buffer-format.rst), not compressed, because the
/// emulated processor unpacks it. Parents come by themselves; of two files of one name the first
/// stays.
final class Initramfs implements AutoCloseable {
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int ALIGNMENT = 4;

  private final OutputStream out;
  private final Set<String> names = new HashSet<>();
  private long written;
  private int inode;

  Initramfs(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
  }

  void directory(String name) throws IOException {
    if (names.contains(name)) {
      return;
    }
    parents(name);
    entry(name, DIRECTORY | 0755, 0, 0);
  }

  void link(String name, String target) throws IOException {
    file(name, LINK | 0777, target.getBytes(StandardCharsets.UTF_8));
  }

  /// A script or program.
  void executable(String name, String content) throws IOException {
    file(name, REGULAR | 0755, content.getBytes(StandardCharsets.UTF_8));
  }

  void text(String name, String content) throws IOException {
    file(name, REGULAR | 0644, content.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(String name, byte[] content) throws IOException {
    file(name, REGULAR | 0644, content);
  }

  /// The console, without which init has nothing to print to; all other devices the kernel makes.
  void console() throws IOException {
    parents("dev/console");
    entry("dev/console", CHARACTER_DEVICE | 0600, 0, 5L << 32 | 1);
  }

  /// A file of ours; symbolic links are followed.
  void copy(Path file, String name) throws IOException {
    int mode = REGULAR | (Files.isExecutable(file) ? 0755 : 0644);
    if (names.contains(name)) {
      return;
    }
    parents(name);
    entry(name, mode, Files.size(file), 0);
    written += Files.copy(file, out);
    pad();
  }

  /// What is in a directory of ours, links as links.
  void tree(Path directory, String name, Predicate<Path> wanted) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted().toList()) {
        Path relative = directory.relativize(file);
        if (!wanted.test(relative)) {
          continue;
        }
        String inside = (name + "/" + relative).replaceFirst("^/", "").replaceFirst("/$", "");
        if (Files.isSymbolicLink(file)) {
          link(inside, Files.readSymbolicLink(file).toString());
        } else if (Files.isDirectory(file)) {
          directory(inside);
        } else {
          copy(file, inside);
        }
      }
    }
  }

  private void file(String name, int mode, byte[] content) throws IOException {
    if (names.contains(name)) {
      return;
    }
    parents(name);
    entry(name, mode, content.length, 0);
    write(content);
    pad();
  }

  private void parents(String name) throws IOException {
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      directory(name.substring(0, slash));
    }
  }

  /// @param device major in the upper half, minor in the lower
  private void entry(String name, int mode, long size, long device) throws IOException {
    if (name.isEmpty()) {
      return;
    }
    names.add(name);
    byte[] path = (name + "\0").getBytes(StandardCharsets.UTF_8);
    List<Long> fields =
        List.of(
            (long) ++inode,
            (long) mode,
            0L, // uid
            0L, // gid
            1L, // links
            0L, // time of change
            size,
            0L, // major and minor of where it was
            0L,
            device >>> 32,
            device & 0xffff_ffffL,
            (long) path.length,
            0L); // checksum
    var header = new StringBuilder("070701");
    fields.forEach(field -> header.append("%08x".formatted(field)));
    write(header.toString().getBytes(StandardCharsets.US_ASCII));
    write(path);
    pad();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private void pad() throws IOException {
    write(new byte[(int) (-written & (ALIGNMENT - 1))]);
  }

  @Override
  public void close() throws IOException {
    names.remove("TRAILER!!!");
    entry("TRAILER!!!", 0, 0, 0);
    out.close();
  }
}
