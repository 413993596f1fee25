package dev.jebpf.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The classes that were loaded before the transformer was there: spans are woven into them, and
/// taken out again.
///
/// Each retransformation stops all threads for a moment, so classes are done in batches; when the
/// JVM refuses a batch, its classes are done one by one to find the one it can't take.
public final class LoadedClasses {
  private static final int BATCH = 32;

  private final Instrumentation instrumentation;
  private final ClassSelection selection;
  private final Set<String> hooked;

  /// The loaded classes of this JVM.
  ///
  /// @param hooked names of classes that are woven whatever is selected
  public LoadedClasses(
      Instrumentation instrumentation, ClassSelection selection, Set<String> hooked) {
    this.instrumentation = instrumentation;
    this.selection = selection;
    this.hooked = Set.copyOf(hooked);
  }

  /// Has a transformer of this selection, added already, weave what may have something to trace,
  /// and the hooks of threads.
  ///
  /// Looks twice: the JVM hides from a transformer the classes that it loads while transforming.
  public void weave(WeavingLog log) {
    Set<Class<?>> seen = new HashSet<>();
    for (int look = 0; look < 2; look++) {
      List<Class<?>> found = new ArrayList<>();
      for (Class<?> each : instrumentation.getAllLoadedClasses()) {
        if (seen.add(each) && mayMatch(each)) {
          found.add(each);
        }
      }
      retransform(found, log);
    }
  }

  /// Selects methods without weaving anything, so that the filters know what they match.
  public void look() {
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (mayMatch(each)) {
        ClassLoader loader = each.getClassLoader();
        String name = each.getName().replace('.', '/');
        byte[] classFile = classFile(loader, name);
        if (classFile != null) {
          selection.select(loader, ClassOrigin.of(loader, name), ClassOutline.of(classFile));
        }
      }
    }
  }

  /// Gives woven classes their own code back; the transformer must have been removed already.
  public void restore(WeavingLog log) {
    List<Class<?>> woven = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (log.contains(each.getName()) || isHooked(each)) {
        woven.add(each);
      }
    }
    retransform(woven, log);
  }

  private boolean mayMatch(Class<?> type) {
    if (type.isArray() || type.isPrimitive() || type.isHidden()) {
      return false;
    }
    ClassLoader loader = type.getClassLoader();
    if (loader == LoadedClasses.class.getClassLoader()) {
      return false;
    }
    String name = type.getName().replace('.', '/');
    ClassOrigin origin = ClassOrigin.of(loader, name);
    if (origin == ClassOrigin.OFF_LIMITS) {
      selection.noteOffLimits(name);
      return isHooked(type);
    }
    if (!instrumentation.isModifiableClass(type)) {
      return false;
    }
    if (selection.mayMatch(origin, name)) {
      return true;
    }
    if (!selection.mayHaveTrigger(origin, name)) {
      return false;
    }
    byte[] classFile = classFile(loader, name);
    return classFile == null || selection.mayMatch(origin, name, classFile);
  }

  private boolean isHooked(Class<?> type) {
    return hooked.contains(type.getName());
  }

  private static byte @Nullable [] classFile(@Nullable ClassLoader loader, String name) {
    ClassLoader from = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    try (InputStream in = from.getResourceAsStream(name.concat(".class"))) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException _) {
      return null;
    }
  }

  private void retransform(List<Class<?>> classes, WeavingLog log) {
    for (int from = 0; from < classes.size(); from += BATCH) {
      List<Class<?>> batch = classes.subList(from, Math.min(from + BATCH, classes.size()));
      if (!succeeds(batch, log) && batch.size() > 1) {
        for (Class<?> each : batch) {
          succeeds(List.of(each), log);
        }
      }
    }
  }

  private boolean succeeds(List<Class<?>> batch, WeavingLog log) {
    try {
      instrumentation.retransformClasses(batch.toArray(Class<?>[]::new));
      return true;
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      if (batch.size() == 1) {
        log.failed(batch.getFirst().getName(), e);
      }
      return false;
    }
  }
}
