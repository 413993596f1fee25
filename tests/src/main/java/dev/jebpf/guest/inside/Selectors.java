package dev.jebpf.guest.inside;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/// What the names of tests mean: directories of classes, classes, and methods as `class#method`.
final class Selectors {
  private Selectors() {}

  static List<DiscoverySelector> of(List<String> names) {
    return names.stream().<DiscoverySelector>flatMap(Selectors::of).toList();
  }

  private static Stream<? extends DiscoverySelector> of(String name) {
    if (name.startsWith("/")) {
      return DiscoverySelectors.selectClasspathRoots(Set.of(Path.of(name))).stream();
    }
    int method = name.indexOf('#');
    return method < 0
        ? Stream.of(DiscoverySelectors.selectClass(name))
        : methods(name.substring(0, method), name.substring(method + 1));
  }

  /// All of that name, whatever their parameters: JUnit takes a name alone for a method without.
  private static Stream<DiscoverySelector> methods(String className, String name) {
    Class<?> type = DiscoverySelectors.selectClass(className).getJavaClass();
    List<DiscoverySelector> methods =
        ReflectionSupport.findMethods(
                type,
                candidate -> candidate.getName().equals(name),
                HierarchyTraversalMode.BOTTOM_UP)
            .stream()
            .<DiscoverySelector>map(method -> DiscoverySelectors.selectMethod(type, method))
            .toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("no method '" + name + "' in " + className);
    }
    return methods.stream();
  }
}
