package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which tests run: options of JUnit's console launcher.
final class Selection {
  private Selection() {}

  /// All there are; the tag does the rest.
  static List<String> all(Path root) {
    return ClassPath.testClasses(root).stream()
        .map(directory -> "--scan-classpath=/jebpf/" + root.relativize(directory))
        .toList();
  }

  /// Classes, by simple or full name, and methods (`Class#method`).
  static List<String> of(Path root, List<String> names) {
    List<String> options = new ArrayList<>();
    for (String name : names) {
      int method = name.indexOf('#');
      String type = className(root, method < 0 ? name : name.substring(0, method));
      options.add(
          method < 0
              ? "--select-class=" + type
              : "--select-method=" + type + name.substring(method));
    }
    return options;
  }

  private static String className(Path root, String name) {
    String end = "/" + name.replace('.', '/') + ".class";
    for (Path directory : ClassPath.testClasses(root)) {
      try (var files = Files.walk(directory)) {
        var found = files.filter(file -> file.toString().endsWith(end)).findFirst();
        if (found.isPresent()) {
          return directory
              .relativize(found.get())
              .toString()
              .replaceFirst("\\.class$", "")
              .replace('/', '.');
        }
      } catch (IOException e) {
        throw new GuestException("cannot list " + directory, e);
      }
    }
    throw new GuestException("no test class '" + name + "' in any module");
  }
}
