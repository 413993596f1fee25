package dev.jebpf.instrument;

import dev.jebpf.config.MethodFilter;
import dev.jebpf.config.Preset;
import dev.jebpf.name.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which classes and methods the user's filters and presets select.
///
/// Safe for use by many threads.
public final class ClassSelection {
  private static final String[] JDK_PREFIXES = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

  private final List<FilterUse> filters = new ArrayList<>();
  private final List<EntryPoint> points;
  private final Set<String> pointTypes = new HashSet<>();
  private final ConstantTriggers triggers;
  private final Supertypes supertypes = new Supertypes();

  /// A method to trace.
  ///
  /// @param owner the binary name of the class it is shown under
  record Selected(String owner, ClassOutline.Method method) {}

  /// A selection of what the filters name and the presets stand for.
  public ClassSelection(List<MethodFilter> methods, Set<Preset> presets) {
    Set<String> constants = new HashSet<>();
    for (MethodFilter method : methods) {
      filters.add(new FilterUse(method));
      if (method.annotation() != null) {
        constants.add(descriptor(method.annotation()));
      } else if (!method.namesClass() && method.method().exact()) {
        constants.add(method.method().pattern());
      }
    }
    points = EntryPoint.of(presets);
    for (EntryPoint point : points) {
      if (point.implementations()) {
        constants.add(point.constant());
      } else {
        pointTypes.add(point.type());
      }
    }
    triggers = new ConstantTriggers(constants);
  }

  /// What became of each filter so far.
  public List<FilterUse> filters() {
    return List.copyOf(filters);
  }

  /// Whether a class may have a method to trace, by its name and constant pool only.
  boolean mayMatch(ClassOrigin origin, String name, byte[] classFile) {
    return mayMatch(origin, name) || (mayHaveTrigger(origin, name) && triggers.anyIn(classFile));
  }

  /// Whether the constant pool has a say: filters without a class leave the JDK out, and of its
  /// classes only the HTTP server's implement an entry point.
  boolean mayHaveTrigger(ClassOrigin origin, String name) {
    return origin == ClassOrigin.APPLICATION || name.startsWith("sun/net/httpserver/");
  }

  /// Whether a class may have a method to trace whatever is in it, by its name only.
  boolean mayMatch(ClassOrigin origin, String name) {
    if (pointTypes.contains(name)) {
      return true;
    }
    String binary = null;
    for (FilterUse use : filters) {
      MethodFilter filter = use.filter();
      if (filter.namesClass() || isBroad(filter)) {
        binary = binary == null ? name.replace('/', '.') : binary;
        if (filter.className().matches(binary) && allows(filter, origin)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Notes that a class is loaded that no filter may touch, for the filters that name it.
  void noteOffLimits(String name) {
    for (FilterUse use : filters) {
      Wildcard className = use.filter().className();
      if (className.exact() && className.matches(name.replace('/', '.'))) {
        use.skipped(className.pattern(), Skip.OFF_LIMITS);
      }
    }
  }

  /// The methods of a class to trace, those without code left out.
  List<Selected> select(@Nullable ClassLoader loader, ClassOrigin origin, ClassOutline outline) {
    String binary = outline.name().replace('/', '.');
    List<Selected> selected = new ArrayList<>();
    for (ClassOutline.Method method : outline.methods()) {
      boolean byFilter = false;
      for (FilterUse use : filters) {
        if (matches(use.filter(), origin, binary, outline, method)) {
          byFilter |= use.matched(binary, method);
        }
      }
      if (byFilter) {
        selected.add(new Selected(binary, method));
      } else {
        EntryPoint point = point(loader, outline, method);
        if (point != null) {
          boolean internal = origin == ClassOrigin.JDK && point.implementations();
          selected.add(new Selected(internal ? point.type().replace('/', '.') : binary, method));
        }
      }
    }
    return selected;
  }

  private @Nullable EntryPoint point(
      @Nullable ClassLoader loader, ClassOutline outline, ClassOutline.Method method) {
    if (!Skip.canWeave(method) || (method.access() & Access.STATIC) != 0) {
      return null;
    }
    for (EntryPoint point : points) {
      if (point.matches(method)
          && (point.implementations()
              ? supertypes.isBelow(loader, outline, point.type())
              : point.type().equals(outline.name()))) {
        return point;
      }
    }
    return null;
  }

  private static boolean matches(
      MethodFilter filter,
      ClassOrigin origin,
      String binary,
      ClassOutline outline,
      ClassOutline.Method method) {
    if (!allows(filter, origin) || !filter.className().matches(binary)) {
      return false;
    }
    if (filter.annotation() != null) {
      String descriptor = descriptor(filter.annotation());
      return method.annotations().contains(descriptor)
          || (outline.annotations().contains(descriptor) && !method.name().equals("<clinit>"));
    }
    return method.name().equals("<clinit>")
        ? filter.method().pattern().equals("<clinit>")
        : filter.method().matches(method.name());
  }

  private static boolean allows(MethodFilter filter, ClassOrigin origin) {
    return origin == ClassOrigin.APPLICATION
        || (origin == ClassOrigin.JDK && namesJdk(filter.className().pattern()));
  }

  /// Whether a filter is one that neither a class name nor a constant can rule out.
  private static boolean isBroad(MethodFilter filter) {
    return filter.annotation() == null && !filter.namesClass() && !filter.method().exact();
  }

  private static boolean namesJdk(String pattern) {
    for (String prefix : JDK_PREFIXES) {
      if (pattern.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String descriptor(String annotation) {
    return "L" + annotation.replace('.', '/') + ";";
  }
}
