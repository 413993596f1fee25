package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which tests run, as `dev.jebpf.guest.inside.InGuest` takes them.
final class Selection {
  /// All tests of kernel programs, and the suite [#JVM].
  static final String ALL = "all";

  /// What depends on the JDK.
  private static final String JVM = "jvm";

  /// What is part of every run. Made of suites, each of which runs in a guest of its own.
  static final String ALWAYS = "always";

  /// What needs tools of other packages.
  private static final String TOOLS = "tools";

  private Selection() {}

  /// All in these directories of ours; tags do the rest.
  static List<String> all(Path root, List<Path> directories) {
    return directories.stream().map(directory -> "/jebpf/" + root.relativize(directory)).toList();
  }

  /// [#ALL], which is all tests that start no JVMs and two suites, or a suite.
  static List<String> named(Path root, String name) {
    if (!name.equals(ALL)) {
      return suite(root, name);
    }
    List<String> tests = new ArrayList<>(all(root, ClassPath.quickTestClasses(root)));
    tests.addAll(suite(root, JVM));
    tests.addAll(suite(root, TOOLS));
    return tests;
  }

  /// What `tests/guests/suites` names so.
  static List<String> suite(Path root, String name) {
    return of(root, partsOf(root, name));
  }

  /// The lines of a suite: tests, or other suites.
  static List<String> partsOf(Path root, String suite) {
    List<String> parts = testsOf(root, suite);
    if (parts.isEmpty()) {
      throw new GuestException("no suite '" + suite + "' in tests/guests/suites");
    }
    return parts;
  }

  private static List<String> testsOf(Path root, String suite) {
    return DataFile.rows(root.resolve("tests/guests/suites"), 2).stream()
        .filter(row -> row.get(0).equals(suite))
        .map(row -> row.get(1))
        .toList();
  }

  /// Suites, classes, by simple or full name, and methods (`Class#method`).
  static List<String> of(Path root, List<String> names) {
    List<String> options = new ArrayList<>();
    for (String name : names) {
      List<String> tests = testsOf(root, name);
      if (!tests.isEmpty()) {
        options.addAll(of(root, tests));
        continue;
      }
      int method = name.indexOf('#');
      String type = className(root, method < 0 ? name : name.substring(0, method));
      options.add(method < 0 ? type : type + name.substring(method));
    }
    return options;
  }

  private static String className(Path root, String name) {
    String end = "/" + name.replace('.', '/') + ".class";
    List<String> found = new ArrayList<>();
    for (Path directory : ClassPath.testClasses(root)) {
      try (var files = Files.walk(directory)) {
        files
            .filter(file -> file.toString().endsWith(end))
            .map(file -> directory.relativize(file).toString())
            .forEach(file -> found.add(file.replaceFirst("\\.class$", "").replace('/', '.')));
      } catch (IOException e) {
        throw new GuestException("cannot list " + directory, e);
      }
    }
    if (found.isEmpty()) {
      throw new GuestException("no test class '" + name + "' in any module");
    }
    if (found.size() > 1) {
      throw new GuestException(
          "several test classes '%s': %s".formatted(name, String.join(", ", found)));
    }
    return found.getFirst();
  }
}
