package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The JDK that a guest's JVMs are of.
public sealed interface GuestJdk {
  /// What users call it: a version.
  String name();

  /// Which tests it runs in a matrix, as [Selection#named] takes it.
  String tests();

  /// Its home inside the guest.
  String home();

  /// Puts it there.
  void copyTo(Initramfs initramfs, Path cache, Machine machine) throws IOException;

  /// The JDK we run on, or the first of Debian's where the machine is another than this one.
  static GuestJdk of(Path root, Machine machine) {
    return System.getProperty("os.arch").equals(machine.debianName())
        ? new Running(Path.of(System.getProperty("java.home")))
        : all(root, machine).getFirst();
  }

  /// All that `tests/guests/jdks` has for a machine.
  static List<GuestJdk> all(Path root, Machine machine) {
    return DataFile.rows(root.resolve("tests/guests/jdks"), 5).stream()
        .filter(row -> machine.isOneOf(row.get(3)))
        .<GuestJdk>map(
            row -> new Packaged(row.get(0), row.get(1), List.of(row.get(2).split(",")), row.get(4)))
        .toList();
  }

  /// A JDK of this machine.
  record Running(Path path) implements GuestJdk {
    /// Parts that no test needs.
    private static final Set<String> LEFT_OUT =
        Set.of("jmods", "man", "legal", "include", "demo", "lib/src.zip");

    @Override
    public String name() {
      return String.valueOf(Runtime.version().feature());
    }

    @Override
    public String tests() {
      return Selection.ALL;
    }

    @Override
    public String home() {
      return "/jdk";
    }

    @Override
    public void copyTo(Initramfs initramfs, Path cache, Machine machine) throws IOException {
      Predicate<Path> wanted = file -> LEFT_OUT.stream().noneMatch(file::startsWith);
      initramfs.contents(path, "jdk", wanted);
    }
  }

  /// One of Debian's.
  ///
  /// @param packages of the JVM, and of the tools that tests call
  record Packaged(String name, String suite, List<String> packages, String tests)
      implements GuestJdk {
    private static boolean isUseful(Path file) {
      return GuestSystem.isUseful(file) && !file.toString().contains("/jmods/");
    }

    @Override
    public String home() {
      return "/jdk";
    }

    @Override
    public void copyTo(Initramfs initramfs, Path cache, Machine machine) throws IOException {
      for (Path tree : DebianSuite.open(cache, suite, machine).trees(packages)) {
        initramfs.tree(tree, "", Packaged::isUseful);
      }
      initramfs.link("jdk", "usr/lib/jvm/java-%s-openjdk-%s".formatted(name, machine.debianName()));
    }
  }
}
