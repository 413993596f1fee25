package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The class path of all modules' tests, as the build left it, and where it is inside a guest.
///
/// @param entries ours to the guest's, in order
record ClassPath(Map<Path, String> entries) {
  private static final List<String> MODULES =
      List.of("kernel-probes", "usdt-bridge", "correlator", "agent", "tests");

  /// The one whose tests start JVMs with the agent.
  private static final String INTEGRATION = "tests";

  /// Directories with tests.
  static List<Path> testClasses(Path root) {
    return MODULES.stream()
        .map(module -> root.resolve(module).resolve("target/test-classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  /// The same without those that start JVMs of their own, each of which takes half a minute when it
  /// is emulated.
  static List<Path> quickTestClasses(Path root) {
    Path slow = root.resolve(INTEGRATION);
    return testClasses(root).stream().filter(classes -> !classes.startsWith(slow)).toList();
  }

  /// Of the tests.
  static ClassPath of(Path root) {
    return written(root, "test.classpath");
  }

  /// Of the benchmarks.
  static ClassPath ofBenchmarks(Path root) {
    return written(root, "bench.classpath");
  }

  /// @param file of `tests/target`, which the build writes
  private static ClassPath written(Path root, String file) {
    List<Path> all = new ArrayList<>(testClasses(root));
    all.add(root.resolve("tests/target/classes"));
    for (String entry : content(root.resolve("tests/target").resolve(file)).strip().split(":")) {
      all.add(Path.of(entry));
    }
    Map<Path, String> entries = new LinkedHashMap<>();
    for (Path entry : all) {
      entries.put(
          entry,
          entry.startsWith(root)
              ? "jebpf/" + root.relativize(entry)
              : "jebpf/lib/" + entry.getFileName());
    }
    return new ClassPath(entries);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new GuestException("the build left no " + file, e);
    }
  }

  /// As `java -cp` takes it, inside.
  String inGuest() {
    return "/" + String.join(":/", entries.values());
  }

  void copyTo(Initramfs initramfs) throws IOException {
    for (Map.Entry<Path, String> entry : entries.entrySet()) {
      if (Files.isDirectory(entry.getKey())) {
        initramfs.tree(entry.getKey(), entry.getValue(), _ -> true);
      } else {
        initramfs.copy(entry.getKey(), entry.getValue());
      }
    }
  }
}
