package dev.jebpf.bridge;

import static java.lang.invoke.MethodType.methodType;

import dev.jebpf.hotspot.vm.JavaObjects;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// `java.lang.JebpfSpans` as the correlator sees it.
///
/// The classes stay for as long as the JVM lives, whoever defined them: a second agent uses the
/// first one's, if they are of its version. Methods may be called from any thread.
public final class Bridge implements JavaObjects {
  /// The version of the classes in `java.lang`; `JebpfSpans.VERSION`.
  private static final int VERSION = 3;

  private static final String SPANS = "java.lang.JebpfSpans";
  private static final String RESOURCES = "/META-INF/jebpf/bridge/";

  /// In an order in which each can be linked.
  private static final List<String> CLASSES =
      List.of(
          "JebpfSlots",
          "JebpfMethod",
          "JebpfTally",
          "JebpfFrame",
          "JebpfThread",
          "JebpfCarrier",
          "JebpfVirtual",
          "JebpfThreads",
          "JebpfSpans");

  private final MethodHandle start;
  private final MethodHandle stop;
  private final MethodHandle methods;
  private final MethodHandle threshold;
  private final MethodHandle virtualThreads;
  private final MethodHandle slotsExhausted;
  private final MethodHandle collect;
  private final MethodHandle losses;
  private final MethodHandle elapsed;
  private final MethodHandle threads;
  private final MethodHandle nativeThread;
  private final MethodHandle fieldOffset;
  private final MethodHandle word;

  /// Where the slots of this process are.
  ///
  /// @param address must stay mapped for as long as the JVM lives, for a thread may be reading it
  /// at any time; 0 when there are none
  /// @param count a power of two
  /// @param osThreadOffset of `Thread::_osthread` in HotSpot's `JavaThread`
  /// @param threadIdOffset of `OSThread::_thread_id`
  public record Slots(long address, long count, long osThreadOffset, long threadIdOffset) {
    /// No slots: the whole of every span is booked under `other`.
    public static final Slots NONE = new Slots(0, 1, 0, 0);
  }

  /// Spans whose account is incomplete.
  ///
  /// @param abandoned found no room, or never ended
  /// @param unfinished were open when following them stopped
  /// @param failed could not be recorded as an event
  public record Losses(long abandoned, long unfinished, long failed) {}

  private Bridge(MethodHandles.Lookup lookup, Class<?> spans) throws ReflectiveOperationException {
    start =
        lookup.findStatic(
            spans,
            "start",
            methodType(
                boolean.class, long.class, long.class, long.class, long.class, BiConsumer.class));
    stop = lookup.findStatic(spans, "stop", methodType(void.class));
    methods = lookup.findStatic(spans, "methods", methodType(void.class, int.class));
    threshold =
        lookup.findStatic(spans, "threshold", methodType(void.class, int.class, long.class));
    virtualThreads =
        lookup.findStatic(spans, "virtualThreads", methodType(void.class, boolean.class));
    slotsExhausted = lookup.findStatic(spans, "slotsExhausted", methodType(void.class));
    collect = lookup.findStatic(spans, "collect", methodType(long[][].class));
    losses = lookup.findStatic(spans, "losses", methodType(long[].class));
    elapsed = lookup.findStatic(spans, "elapsed", methodType(long.class, long.class));
    threads = lookup.findStatic(spans, "threads", methodType(Thread[].class));
    nativeThread = lookup.findStatic(spans, "nativeThread", methodType(long.class, Thread.class));
    fieldOffset =
        lookup.findStatic(spans, "fieldOffset", methodType(long.class, Class.class, String.class));
    word = lookup.findStatic(spans, "word", methodType(long.class, Object.class, long.class));
  }

  /// Finds the classes in `java.lang`, or defines them there.
  ///
  /// @param javaLang a lookup with full access to `java.lang`, as of `privateLookupIn(Object.class,
  /// ...)` once that package is open to the caller
  /// @throws BridgeException if another version is there already or defining them failed
  public static Bridge define(MethodHandles.Lookup javaLang) {
    try {
      Class<?> spans = spans(javaLang);
      int version = (int) javaLang.findStaticGetter(spans, "VERSION", int.class).invoke();
      if (version != VERSION) {
        throw new BridgeException(
            "this JVM already runs another jebpf agent: version of its bridge="
                + version
                + ", of this one's="
                + VERSION
                + "; restart the JVM to use this one");
      }
      return new Bridge(javaLang, spans);
    } catch (BridgeException e) {
      throw e;
    } catch (Throwable e) {
      throw new BridgeException("cannot define " + SPANS + ": " + e, e);
    }
  }

  private static Class<?> spans(MethodHandles.Lookup javaLang)
      throws IOException, IllegalAccessException {
    Class<?> defined = find();
    if (defined != null) {
      return defined;
    }
    Class<?> last = Object.class;
    for (String name : CLASSES) {
      last = javaLang.defineClass(bytes(name));
    }
    return last;
  }

  private static @Nullable Class<?> find() {
    try {
      return Class.forName(SPANS, true, null);
    } catch (ClassNotFoundException _) {
      return null;
    }
  }

  private static byte[] bytes(String name) throws IOException {
    String resource = RESOURCES + name + ".class";
    try (InputStream in = Bridge.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      return in.readAllBytes();
    }
  }

  /// Starts following spans.
  ///
  /// @param calls told of each call past its method's threshold, on the thread that made it and in
  /// the midst of it: with a [CallLayout] and what the call threw, or null
  /// @return false when another agent follows spans already
  public boolean start(Slots slots, BiConsumer<long[], @Nullable Throwable> calls) {
    return (boolean)
        invoke(
            () ->
                start.invoke(
                    slots.address(),
                    slots.count(),
                    slots.osThreadOffset(),
                    slots.threadIdOffset(),
                    calls));
  }

  /// Stops following spans. The sums stay readable.
  public void stop() {
    invoke(
        () -> {
          stop.invoke();
          return true;
        });
  }

  /// Makes room for methods with ids below `count`; to be called before code of theirs is woven.
  public void methods(int count) {
    invoke(
        () -> {
          methods.invoke(count);
          return true;
        });
  }

  /// Sets the duration, in nanoseconds, from which the listener is told of a call of `method`.
  public void threshold(int method, long nanos) {
    invoke(
        () -> {
          threshold.invoke(method, nanos);
          return true;
        });
  }

  /// Tells whether mounts and unmounts of virtual threads are woven.
  public void virtualThreads(boolean hooked) {
    invoke(
        () -> {
          virtualThreads.invoke(hooked);
          return true;
        });
  }

  /// Tells that the kernel programs ran out of slots.
  public void slotsExhausted() {
    invoke(
        () -> {
          slotsExhausted.invoke();
          return true;
        });
  }

  /// By method id a [SumLayout], null for a method that was not called.
  public long[][] collect() {
    return (long[][]) invoke(() -> collect.invoke());
  }

  public Losses losses() {
    long[] counts = (long[]) invoke(() -> losses.invoke());
    return new Losses(counts[0], counts[1], counts[2]);
  }

  /// A handle of type `(long span)long`: how many nanoseconds an open span of the current thread
  /// has lasted so far; 0 when it is not followed. A handle, for it is called from woven code.
  public MethodHandle elapsed() {
    return elapsed;
  }

  /// All live platform threads, carriers and the JDK's own included.
  public Thread[] threads() {
    return (Thread[]) invoke(() -> threads.invoke());
  }

  /// The address of HotSpot's `JavaThread` of a platform thread; 0 when it is not alive.
  public long nativeThread(Thread thread) {
    return (long) invoke(() -> nativeThread.invoke(thread));
  }

  @Override
  public long fieldOffset(Class<?> type, String field) {
    return (long) invoke(() -> fieldOffset.invoke(type, field));
  }

  @Override
  public long word(Object object, long offset) {
    return (long) invoke(() -> word.invoke(object, offset));
  }

  private interface Invocation {
    Object run() throws Throwable;
  }

  private static Object invoke(Invocation invocation) {
    try {
      return invocation.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new BridgeException(SPANS + " failed: " + e, e);
    }
  }
}
