package dev.jebpf.instrument;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;

/// Lets threads tell `JebpfProbes` when they start and end, by calls in methods of
/// `java.lang.Thread` (JDK 25: `java.base/java/lang/Thread.java`): before each call of `start0()`,
/// and on entry of `exit()`, which the JVM calls on a platform thread that ends.
///
/// [VirtualThreadHooks] does the same for virtual threads.
final class ThreadHooks {
  static final String CLASS = "java/lang/Thread";

  private static final String STARTED = "started";
  private static final String ENDED = "ended";

  private final Set<String> placed = new HashSet<>();

  /// The new class file of `Thread`.
  ///
  /// @param silent gets a line for each probe that this JDK has no place for
  byte[] weave(byte[] classFile, Consumer<String> silent) {
    MethodHooks hooks = this::hooked;
    byte[] woven = hooks.weave(classFile);
    if (!placed.contains(STARTED)) {
      silent.accept("jebpf:thread__start: no start() of java.lang.Thread calls start0()");
    }
    if (!placed.contains(ENDED)) {
      silent.accept("jebpf:thread__end: java.lang.Thread has no exit()");
    }
    return woven;
  }

  private MethodVisitor hooked(MethodVisitor next, int access, String method) {
    if ((access & Access.STATIC) != 0) {
      return next;
    }
    if (method.equals("exit()V")) {
      return new ThreadCall.OnEntry(next, ProbeCalls.PROBES, ENDED, placed);
    }
    return method.startsWith("start(")
        ? new ThreadCall.BeforeCall(next, "start0", ProbeCalls.PROBES, STARTED, placed)
        : next;
  }
}
