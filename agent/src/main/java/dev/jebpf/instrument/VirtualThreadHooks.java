package dev.jebpf.instrument;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Tells the spans of a virtual thread when it changes carriers and when it sleeps or joins, by
/// calls in methods of `java.lang.VirtualThread` (`java.base/java/lang/VirtualThread.java` of JDK
/// 25, 26 and 27, which are alike but for joining).
///
/// | method | call on entry | current thread |
/// |---|---|---|
/// | `mount()` | `mounted(this)` | the carrier, no JVMTI transition under way |
/// | `afterYield()`, `afterDone(boolean)` | `unmounted(this)` | the same |
/// | `submitRunContinuation` and its relatives | `runnable(this)` | any |
/// | `sleepNanos(long)`, `joinNanos(long)` | `waiting(what)`; on all ways out `waiting(0)` | itself
/// |
///
/// In JDK 25 and 26 who joins a virtual thread parks, in its `joinNanos`; from 27 on who joins any
/// thread is in `Object.wait`, and its state tells just that.
///
/// With USDT probes it also tells `JebpfProbes`: of mounts, unmounts and the end in the same
/// places, and of the start in `start(ThreadContainer)`, before it submits the continuation.
final class VirtualThreadHooks {
  static final String CLASS = "java/lang/VirtualThread";

  private static final String SUBMIT = "ubmitRunContinuation";

  private static final String STARTED = "started";

  private final boolean probes;
  private final Set<String> woven = new HashSet<>();
  private final Set<String> placed = new HashSet<>();

  /// @param probes whether there are USDT probes of threads
  VirtualThreadHooks(boolean probes) {
    this.probes = probes;
  }

  /// The new class file of `VirtualThread`; null when this JDK doesn't have the methods without
  /// which spans of virtual threads can't be followed.
  ///
  /// @param silent gets a line for the probes that this JDK has no place for
  byte @Nullable [] weave(byte[] classFile, Consumer<String> silent) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Adapter(writer), 0);
    boolean followed = woven.containsAll(Set.of("mount()V", "afterYield()V", "afterDone(Z)V"));
    if (probes && !followed) {
      silent.accept(
          "jebpf:vthread__mount and vthread__unmount, thread__start and thread__end of virtual"
              + " threads: java.lang.VirtualThread has no mount(), afterYield() or afterDone()");
    } else if (probes && !placed.contains(STARTED)) {
      silent.accept(
          "jebpf:thread__start of virtual threads: no start() of java.lang.VirtualThread submits"
              + " the continuation");
    }
    return followed ? writer.toByteArray() : null;
  }

  private static @Nullable String hook(String name, String descriptor) {
    return switch (name + descriptor) {
      case "mount()V" -> "mounted";
      case "afterYield()V", "afterDone(Z)V" -> "unmounted";
      default -> name.contains(SUBMIT) ? "runnable" : null;
    };
  }

  private final class Adapter extends ClassVisitor {
    Adapter(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      woven.add(name + descriptor);
      if ((access & Access.STATIC) != 0) {
        return next;
      }
      if (name.equals("sleepNanos")) {
        return new WaitingCall(next, WaitingCall.FOR_SLEEP);
      }
      if (name.equals("joinNanos")) {
        return new WaitingCall(next, WaitingCall.FOR_JOIN);
      }
      String hook = hook(name, descriptor);
      MethodVisitor hooked =
          hook == null
              ? next
              : new ThreadCall.OnEntry(next, SpanMethodVisitor.SPANS, hook, new HashSet<>());
      return probes ? probed(hooked, name + descriptor) : hooked;
    }
  }

  private MethodVisitor probed(MethodVisitor next, String method) {
    return switch (method) {
      case "mount()V" -> onEntry(next, "mounted");
      case "afterYield()V" -> onEntry(next, "unmounted");
      // The innermost comes first.
      case "afterDone(Z)V" -> onEntry(onEntry(next, "unmounted"), "ended");
      case "start(Ljdk/internal/vm/ThreadContainer;)V" ->
          new ThreadCall.BeforeCall(next, SUBMIT, ProbeCalls.PROBES, STARTED, placed);
      default -> next;
    };
  }

  private MethodVisitor onEntry(MethodVisitor next, String method) {
    return new ThreadCall.OnEntry(next, ProbeCalls.PROBES, method, placed);
  }
}
