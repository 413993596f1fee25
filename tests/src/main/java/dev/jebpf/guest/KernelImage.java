package dev.jebpf.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kernel's packages, unpacked: the kernel and its modules.
///
/// @param trees what was in the packages
record KernelImage(List<Path> trees) {
  /// Where a module says what it needs: the section `.modinfo` (linux/module.h, MODULE_INFO).
  private static final Pattern DEPENDS = Pattern.compile("\0depends=([^\0]*)\0");

  private static final Pattern MODULE = Pattern.compile("([^/]+)\\.ko(\\.xz)?$");

  Path image() {
    return files(List.of("boot", "usr/lib/modules", "lib/modules")).stream()
        .filter(file -> file.getFileName().toString().startsWith("vmlinuz"))
        .findFirst()
        .orElseThrow(() -> new GuestException("no kernel in " + trees));
  }

  /// The contents of modules and of all they need, by name, in the order to insert them. What the
  /// kernel has built in is left out, as are modules it doesn't have.
  Map<String, byte[]> modules(List<String> wanted) {
    Map<String, Path> files = modules();
    Map<String, byte[]> modules = new LinkedHashMap<>();
    wanted.forEach(name -> add(name, files, modules));
    return modules;
  }

  private static void add(String name, Map<String, Path> files, Map<String, byte[]> modules) {
    Path file = files.get(name);
    if (file == null || modules.containsKey(name)) {
      return;
    }
    byte[] content = content(file);
    Matcher depends = DEPENDS.matcher(new String(content, StandardCharsets.ISO_8859_1));
    if (depends.find()) {
      for (String needed : depends.group(1).split(",")) {
        add(canonical(needed), files, modules);
      }
    }
    modules.put(name, content);
  }

  /// Before and after all of Debian's `/lib` had moved to `/usr/lib`.
  private Map<String, Path> modules() {
    Map<String, Path> found = new LinkedHashMap<>();
    for (Path file : files(List.of("lib/modules", "usr/lib/modules"))) {
      Matcher module = MODULE.matcher(file.toString());
      if (module.find()) {
        found.put(canonical(module.group(1)), file);
      }
    }
    return found;
  }

  private List<Path> files(List<String> directories) {
    List<Path> found = new ArrayList<>();
    for (Path tree : trees) {
      for (Path place :
          directories.stream().map(tree::resolve).filter(Files::isDirectory).toList()) {
        try (var files = Files.walk(place)) {
          files.filter(Files::isRegularFile).forEach(found::add);
        } catch (IOException e) {
          throw new GuestException("cannot list " + place, e);
        }
      }
    }
    return found;
  }

  /// The kernel doesn't tell `-` from `_` in names of modules.
  private static String canonical(String name) {
    return name.replace('-', '_');
  }

  private static byte[] content(Path file) {
    try {
      return file.toString().endsWith(".xz") ? decompressed(file) : Files.readAllBytes(file);
    } catch (IOException e) {
      throw new GuestException("cannot read " + file, e);
    }
  }

  private static byte[] decompressed(Path file) throws IOException {
    HostCommand.require("xz", "xz-utils");
    Process xz =
        new ProcessBuilder("xz", "-dc", file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] content = xz.getInputStream().readAllBytes();
    if (content.length == 0) {
      throw new GuestException("xz could not decompress " + file);
    }
    return content;
  }
}
