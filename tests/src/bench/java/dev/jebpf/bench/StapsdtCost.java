package dev.jebpf.bench;

import static java.lang.invoke.MethodType.methodType;

import dev.jebpf.bench.UsdtCost.Listener;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The same as [UsdtCost] with libstapsdt-jni, Java's binding of a C library, which no archive that
/// we know has. Build [libstapsdt](https://github.com/linux-usdt/libstapsdt) and
/// [its binding](https://github.com/goldshtn/libstapsdt-jni), and put `libstapsdt.so.0`,
/// `libstapsdt-jni.so` (linked with an rpath of `$ORIGIN`) and the directory `sdt` of classes into
/// one directory, that `JEBPF_STAPSDT` names.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StapsdtCost {
  static final String DIRECTORY = System.getenv().getOrDefault("JEBPF_STAPSDT", "");

  private final String text = "a customer's name";
  private long value;
  private @Nullable EmptyTracer tracer;

  /// What is loaded in the JVMs that measure only.
  private static final class Probes {
    /// `sdt.Probe.INT64` and `STRING`.
    private static final int INT64 = -8;

    private static final int STRING = 8;
    static final MethodHandle IS_ENABLED;
    static final MethodHandle FIRE_BOTH;
    static final MethodHandle FIRE_NUMBER;

    static {
      try {
        var loader = new URLClassLoader(new URL[] {new File(DIRECTORY).toURI().toURL()});
        Class<?> providers = loader.loadClass("sdt.Provider");
        Class<?> probes = loader.loadClass("sdt.Probe");
        Object provider = providers.getConstructor(String.class).newInstance("jebpf_bench");
        var add = providers.getMethod("addProbe", String.class, int[].class);
        Object guarded = add.invoke(provider, "guarded", new int[] {INT64, STRING, 0, 0, 0, 0});
        Object number = add.invoke(provider, "number", new int[] {INT64, 0, 0, 0, 0, 0});
        providers.getMethod("load").invoke(provider);
        var lookup = MethodHandles.publicLookup();
        IS_ENABLED =
            lookup.findVirtual(probes, "isEnabled", methodType(boolean.class)).bindTo(guarded);
        MethodHandle fire =
            lookup.findVirtual(probes, "fire", methodType(void.class, Object[].class));
        FIRE_BOTH =
            fire.bindTo(guarded)
                .asCollector(Object[].class, 2)
                .asType(methodType(void.class, long.class, String.class));
        FIRE_NUMBER =
            fire.bindTo(number)
                .asCollector(Object[].class, 1)
                .asType(methodType(void.class, long.class));
      } catch (ReflectiveOperationException | IOException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  /// Whether somebody built it.
  static boolean isHere() {
    return !DIRECTORY.isEmpty();
  }

  /// Lets whoever is to listen do so.
  @Setup
  public void listen() throws Exception {
    MethodHandles.lookup().ensureInitialized(Probes.class);
    if (Listener.valueOf(System.getProperty(UsdtCost.LISTENER)) == Listener.EMPTY_PROGRAM) {
      tracer = EmptyTracer.byEvents(file());
    }
  }

  /// The library's file has no name but that of an open descriptor.
  private static Path file() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.exists(descriptor)
            && Files.readSymbolicLink(descriptor).toString().contains("libstapsdt:")) {
          return Path.of("/proc", Long.toString(ProcessHandle.current().pid()))
              .resolve("fd")
              .resolve(descriptor.getFileName());
        }
      }
    }
    throw new IOException("no file of libstapsdt among the open ones");
  }

  @TearDown
  public void stop() {
    if (tracer != null) {
      tracer.close();
    }
  }

  /// The yardstick.
  @Benchmark
  public long emptyMethod() {
    return empty(value++);
  }

  /// `if (probe.isEnabled()) probe.fire(...)`.
  @Benchmark
  public long guardedProbe() throws Throwable {
    return guarded(value++, text);
  }

  /// Without the condition: there is none inside.
  @Benchmark
  public long typedProbe() throws Throwable {
    return typed(value++, text);
  }

  /// The same with no text to copy.
  @Benchmark
  public long numberProbe() throws Throwable {
    return number(value++);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long empty(long number) {
    return number;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long guarded(long number, String text) throws Throwable {
    if ((boolean) Probes.IS_ENABLED.invokeExact()) {
      Probes.FIRE_BOTH.invokeExact(number, text);
    }
    return number;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long typed(long number, String text) throws Throwable {
    Probes.FIRE_BOTH.invokeExact(number, text);
    return number;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long number(long number) throws Throwable {
    Probes.FIRE_NUMBER.invokeExact(number);
    return number;
  }
}
