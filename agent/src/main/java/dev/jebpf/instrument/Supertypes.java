package dev.jebpf.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// Finds out what a class extends and implements from class files alone: asking the JVM would load
/// classes while another is being loaded.
///
/// Class files are found as resources of the class's loader. What has none, such as a class made at
/// run time, ends the search on that path.
final class Supertypes {
  /// By loader and internal name, the names of everything above a class.
  private final Map<ClassLoader, Map<String, Set<String>>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  /// Whether a class is below a type; internal names.
  boolean isBelow(@Nullable ClassLoader loader, ClassOutline outline, String type) {
    List<String> direct = direct(outline);
    if (direct.contains(type)) {
      return true;
    }
    ClassLoader from = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    for (String name : direct) {
      if (above(from, name).contains(type)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> above(ClassLoader loader, String name) {
    if (name.equals("java/lang/Object")) {
      return Set.of();
    }
    Map<String, Set<String>> ofLoader =
        known.computeIfAbsent(loader, _ -> Collections.synchronizedMap(new HashMap<>()));
    Set<String> found = ofLoader.get(name);
    if (found == null) {
      found = find(loader, name);
      ofLoader.put(name, found);
    }
    return found;
  }

  private Set<String> find(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name.concat(".class"))) {
      if (in == null) {
        return Set.of();
      }
      Set<String> found = new HashSet<>();
      for (String direct : direct(ClassOutline.of(in.readAllBytes()))) {
        found.add(direct);
        found.addAll(above(loader, direct));
      }
      return found;
    } catch (IOException | MalformedClassException _) {
      return Set.of();
    }
  }

  private static List<String> direct(ClassOutline outline) {
    List<String> names = new ArrayList<>(outline.interfaces());
    if (outline.superName() != null) {
      names.add(outline.superName());
    }
    return names;
  }
}
