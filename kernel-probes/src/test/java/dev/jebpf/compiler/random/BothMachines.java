package dev.jebpf.compiler.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.insn.Disassembler;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelMappedArray;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.map.Views;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.VerifierException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Runs a program on the JVM and in the kernel with the same inputs and compares all that it leaves
/// behind: its result, its context and the memory it shares.
final class BothMachines implements AutoCloseable {
  private static final int CONTEXT_SIZE = 96;
  private static final int ELEMENTS = 4;
  private static final int ELEMENT_SIZE = 64;

  /// What a program returns that divided by zero: `-EDOM`.
  private static final int DIVISION_BY_ZERO = -33;

  private final Kernel kernel = Kernel.running();
  private final KernelMaps maps = Maps.inKernel(kernel);
  private final KernelMappedArray<Shared> shared =
      maps.mappedArray("shared", Shared.class, ELEMENTS);
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment context = arena.allocate(CONTEXT_SIZE, 8);
  private final ProgramLoader loader = ProgramLoader.of(kernel);
  private final KernelFeatures features = KernelFeatures.of(kernel);

  /// What the running kernel offers.
  Target target() {
    return features.target();
  }

  /// A program ready to run on both.
  final class Pair implements AutoCloseable {
    private final String source;
    private final Object onJvm;
    private final MappedArray<Shared> memory;
    private final ProgramSpec spec;
    private final LoadedProgram loaded;

    private Pair(Class<?> type, String source, Target target, int k2, long k3) {
      this.source = source;
      memory = Maps.inMemory().mappedArray("shared", Shared.class, ELEMENTS);
      onJvm = create(type, memory, k2, k3);
      ProgramCompiler compiler =
          new ProgramCompiler(new BtfKernelTypes(features.types().orElseThrow()), target);
      try {
        spec = compiler.compile(create(type, shared, k2, k3)).getFirst();
        loaded = loader.load(spec);
      } catch (VerifierException | IllegalStateException e) {
        throw new AssertionError(source + "\n" + e.getMessage(), e);
      }
    }

    /// Runs both once with random edge values.
    void run(RandomGenerator random) {
      Context view = Views.allocate(Context.class);
      MemorySegment mine = Views.segment(view, CONTEXT_SIZE);
      view.a(RandomExpressions.edgeLong(random));
      view.b(RandomExpressions.edgeLong(random));
      view.c(RandomExpressions.edgeInt(random));
      view.d(RandomExpressions.edgeInt(random));
      view.e((short) RandomExpressions.edgeInt(random));
      view.f((byte) RandomExpressions.edgeInt(random));
      context.copyFrom(mine);
      fill(random.nextLong());
      String inputs = words(context).toString();

      int expected = call(view);
      int found = loaded.run(context);
      assertThat(found).as(() -> describe("result", inputs)).isEqualTo(expected);
      assertThat(words(context)).as(() -> describe("context", inputs)).isEqualTo(words(mine));
      assertThat(words(shared.memory()))
          .as(() -> describe("shared", inputs))
          .isEqualTo(words(Views.segment(memory.at(0), ELEMENTS * ELEMENT_SIZE)));
    }

    private String describe(String what, String inputs) {
      return "%s for %s%n%s%n%s".formatted(what, inputs, source, Disassembler.listing(spec.code()));
    }

    private void fill(long seed) {
      for (int i = 0; i < ELEMENTS; i++) {
        for (Shared element : List.of(memory.at(i), shared.at(i))) {
          for (int slot = 0; slot < 4; slot++) {
            element.slot(slot, seed * (i + 3) >> slot * 9);
          }
          element.word((int) seed >> i);
          element.half((short) (seed >> 7));
          element.octet((byte) (seed >> i));
          element.sum(i - 2);
        }
      }
    }

    private int call(Context view) {
      try {
        return (int) onJvm.getClass().getMethod("run", Context.class).invoke(onJvm, view);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof ArithmeticException) {
          return DIVISION_BY_ZERO;
        }
        throw new AssertionError(source, e);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(source, e);
      }
    }

    int slots() {
      return spec.slots();
    }

    @Override
    public void close() {
      loaded.close();
    }
  }

  /// Compiles and loads a program for the target.
  Pair load(Class<?> type, String source, Target target, int k2, long k3) {
    return new Pair(type, source, target, k2, k3);
  }

  private static Object create(Class<?> type, MappedArray<Shared> shared, int k2, long k3) {
    try {
      return type.getConstructor(MappedArray.class, int.class, long.class)
          .newInstance(shared, k2, k3);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Long> words(MemorySegment memory) {
    List<Long> words = new ArrayList<>();
    for (long at = 0; at < memory.byteSize(); at += Long.BYTES) {
      words.add(memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
    }
    return words;
  }

  @Override
  public void close() {
    maps.close();
    arena.close();
  }
}
