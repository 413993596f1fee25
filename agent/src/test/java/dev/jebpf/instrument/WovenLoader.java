package dev.jebpf.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Defines classes of the test's class path anew, all methods with code woven.
final class WovenLoader extends ClassLoader {
  private final Predicate<String> own;
  private final MethodIds ids;
  private final boolean probes;
  private int methods;

  /// @param own which classes, by binary name, are defined here; the others are the parent's
  /// @param probes whether methods get USDT probes, which only run under the agent
  WovenLoader(Predicate<String> own, MethodIds ids, boolean probes) {
    super(WovenLoader.class.getClassLoader());
    this.own = own;
    this.ids = ids;
    this.probes = probes;
  }

  /// Methods woven so far.
  int methods() {
    return methods;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] classFile = own.test(name) ? read(name) : null;
      if (classFile == null) {
        return super.loadClass(name, resolve);
      }
      byte[] woven = weave(classFile);
      return defineClass(name, woven, 0, woven.length);
    }
  }

  private byte[] weave(byte[] classFile) {
    ClassOutline outline = ClassOutline.of(classFile);
    Map<SpanWeaver.Key, SpanWeaver.Target> targets = new HashMap<>();
    for (ClassOutline.Method method : outline.methods()) {
      if (Skip.canWeave(method)) {
        int id = ids.id(outline.name(), method.name(), method.descriptor());
        targets.put(
            new SpanWeaver.Key(method.name(), method.descriptor()),
            new SpanWeaver.Target(id, method.locals(), probes));
      }
    }
    SpanWeaver weaver = new SpanWeaver(classFile, targets);
    byte[] woven = weaver.weave();
    methods += targets.size() - weaver.leftOut().size();
    return woven == null ? classFile : woven;
  }

  private byte[] read(String name) {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
