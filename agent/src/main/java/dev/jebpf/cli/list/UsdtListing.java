package dev.jebpf.cli.list;

import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.catalog.user.UserProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The USDT probes in the files of a process, the JVM's own and those of C libraries too. Read from
/// the files' notes: the process is not disturbed.
public final class UsdtListing {
  private static final byte[] ELF_START = "\177ELF".getBytes(StandardCharsets.ISO_8859_1);

  private final SortedMap<Path, Path> files;
  private final List<String> unreadable = new ArrayList<>();

  /// @param files those to look into, each by the path to show
  public UsdtListing(Map<Path, Path> files) {
    this.files = new TreeMap<>(files);
  }

  /// All probes, `PATH:PROVIDER:NAME`, sorted.
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    files.forEach(
        (path, file) -> {
          try {
            if (isElf(file)) {
              UserFile.open(file).probes().forEach(probe -> entries.add(entry(path, probe)));
            }
          } catch (IOException | UserFileException e) {
            unreadable.add(path + ": " + e.getMessage());
          }
        });
    return entries;
  }

  private static Entry entry(Path path, UserProbe probe) {
    return new Entry(
        "usdt", path + ":" + probe.provider() + ":" + probe.name(), probe::declaration);
  }

  /// The files that could not be read, after [#entries].
  public List<String> unreadable() {
    return unreadable;
  }

  /// Other files are mapped as well, such as archives of classes.
  private static boolean isElf(Path file) throws IOException {
    try (InputStream start = Files.newInputStream(file)) {
      return Arrays.equals(start.readNBytes(ELF_START.length), ELF_START);
    }
  }
}
