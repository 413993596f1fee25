package dev.jebpf.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Weaves spans into classes as the JVM loads or retransforms them.
///
/// Whatever goes wrong, the class stays as it was and the application is told nothing: it is in the
/// [log][#log].
public final class TracingTransformer implements ClassFileTransformer {
  private static final String THREAD = ThreadHooks.CLASS.replace('/', '.');
  private static final String VIRTUAL_THREAD = VirtualThreadHooks.CLASS.replace('/', '.');
  private static final String POLLER = WaitHooks.POLLER.replace('/', '.');
  private static final String CONTINUATION = WaitHooks.CONTINUATION.replace('/', '.');

  private final ClassSelection selection;
  private final MethodIds ids;
  private final boolean probes;
  private final ClassLoader own = TracingTransformer.class.getClassLoader();
  private final WeavingLog log = new WeavingLog();
  private volatile boolean virtualThreads;

  /// A transformer for the selected methods.
  ///
  /// @param probes whether they get USDT probes, too
  public TracingTransformer(ClassSelection selection, MethodIds ids, boolean probes) {
    this.selection = selection;
    this.ids = ids;
    this.probes = probes;
  }

  /// What was and wasn't woven so far.
  public WeavingLog log() {
    return log;
  }

  /// What is to be woven.
  public ClassSelection selection() {
    return selection;
  }

  /// The classes of threads that are to call us, by binary name.
  public Set<String> hooked() {
    return probes
        ? Set.of(THREAD, VIRTUAL_THREAD, POLLER, CONTINUATION)
        : Set.of(VIRTUAL_THREAD, POLLER, CONTINUATION);
  }

  /// Whether virtual threads tell when they change carriers.
  public boolean followsVirtualThreads() {
    return virtualThreads;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || loader == own) {
      return null;
    }
    try {
      ClassOrigin origin = ClassOrigin.of(loader, name);
      if (origin != ClassOrigin.OFF_LIMITS) {
        return selection.mayMatch(origin, name, classFile)
            ? weave(loader, origin, classFile)
            : null;
      }
      if (redefined != null && name.equals(VirtualThreadHooks.CLASS)) {
        return hookVirtualThreads(classFile);
      }
      if (redefined != null && probes && name.equals(ThreadHooks.CLASS)) {
        return new ThreadHooks().weave(classFile, log::silent);
      }
      if (name.equals(WaitHooks.POLLER) || name.equals(WaitHooks.CONTINUATION)) {
        return WaitHooks.weave(classFile);
      }
      selection.noteOffLimits(name);
    } catch (Throwable failure) {
      log.failed(name.replace('/', '.'), failure);
    }
    return null;
  }

  private byte @Nullable [] hookVirtualThreads(byte[] classFile) {
    byte[] woven = new VirtualThreadHooks(probes).weave(classFile, log::silent);
    virtualThreads = woven != null;
    return woven;
  }

  private byte @Nullable [] weave(
      @Nullable ClassLoader loader, ClassOrigin origin, byte[] classFile) {
    ClassOutline outline = ClassOutline.of(classFile);
    List<ClassSelection.Selected> selected = selection.select(loader, origin, outline);
    if (selected.isEmpty()) {
      return null;
    }
    String className = outline.name().replace('/', '.');
    Map<SpanWeaver.Key, SpanWeaver.Target> targets = new HashMap<>();
    for (ClassSelection.Selected each : selected) {
      ClassOutline.Method method = each.method();
      int id = ids.id(each.owner(), method.name(), method.descriptor());
      if (id < 0) {
        log.leftOut(className, method.name(), "is one more than can be told apart");
        continue;
      }
      targets.put(
          new SpanWeaver.Key(method.name(), method.descriptor()),
          new SpanWeaver.Target(id, method.locals(), probes));
    }
    SpanWeaver weaver = new SpanWeaver(classFile, targets);
    byte[] woven = weaver.weave();
    weaver.leftOut().forEach((key, reason) -> log.leftOut(className, key.name(), reason));
    if (woven != null) {
      log.woven(className, targets.size() - weaver.leftOut().size());
    }
    return woven;
  }
}
