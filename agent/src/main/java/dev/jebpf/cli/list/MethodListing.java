package dev.jebpf.cli.list;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The methods on the class path of a process, as the option `methods` takes them. Read from the
/// class files: nothing is loaded here, and the process is not disturbed.
public final class MethodListing {
  private static final String CLASS = ".class";

  private final List<Path> classPath;
  private final List<String> unreadable = new ArrayList<>();

  /// @param classPath directories and jars
  public MethodListing(List<Path> classPath) {
    this.classPath = List.copyOf(classPath);
  }

  /// All methods with code of their own, by class.
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Path path : classPath) {
      try {
        if (Files.isDirectory(path)) {
          addDirectory(path, entries);
        } else if (Files.exists(path)) {
          addJar(path, entries);
        }
      } catch (IOException | IllegalArgumentException e) {
        unreadable.add(path + ": " + e.getMessage());
      }
    }
    return entries;
  }

  /// What of the class path could not be read, after [#entries].
  public List<String> unreadable() {
    return unreadable;
  }

  private static void addDirectory(Path directory, List<Entry> entries) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(CLASS)).sorted().toList()) {
        add(Files.readAllBytes(file), entries);
      }
    }
  }

  private static void addJar(Path file, List<Entry> entries) throws IOException {
    try (var jar = new JarFile(file.toFile())) {
      Enumeration<JarEntry> all = jar.entries();
      while (all.hasMoreElements()) {
        JarEntry entry = all.nextElement();
        if (entry.getName().endsWith(CLASS) && !entry.getName().startsWith("META-INF/")) {
          try (InputStream in = jar.getInputStream(entry)) {
            add(in.readAllBytes(), entries);
          }
        }
      }
    }
  }

  private static void add(byte[] bytes, List<Entry> entries) {
    ClassModel model = ClassFile.of().parse(bytes);
    String owner = model.thisClass().asInternalName().replace('/', '.');
    for (MethodModel method : model.methods()) {
      String name = method.methodName().stringValue();
      if (method.code().isPresent()
          && !name.startsWith("<")
          && !method.flags().has(AccessFlag.SYNTHETIC)) {
        entries.add(new Entry("method", owner + "::" + name, () -> declaration(method)));
      }
    }
  }

  private static String declaration(MethodModel method) {
    return method.methodTypeSymbol().parameterList().stream()
        .map(ClassDesc::displayName)
        .collect(
            Collectors.joining(
                ", ",
                method.methodTypeSymbol().returnType().displayName()
                    + " "
                    + method.methodName().stringValue()
                    + "(",
                ")"));
  }
}
