package dev.jebpf.oracle;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.util.List;

/// The [UnaccountedProgram] at work. It observes one thread of this process at a time, whatever PID
/// namespace that is in. Minimum kernel 5.14.
final class UnaccountedTime implements AutoCloseable {
  private final KernelMaps maps;
  private final MappedArray<Unaccounted> table;
  private final LoadedProgram observe;
  private final List<LoadedProgram> attached;
  private final List<Link> links;

  private UnaccountedTime(Kernel kernel, ProgramCompiler compiler) {
    maps = Maps.inKernel(kernel);
    table = maps.mappedArray("unaccounted", Unaccounted.class, 1);
    var program = new UnaccountedProgram(compiledOnly(), table);
    ProgramLoader loader = ProgramLoader.of(kernel);
    observe = loader.load(compiler.compile(program, "observe"));
    attached =
        List.of(
            loader.load(compiler.compile(program, "onCharge")),
            loader.load(compiler.compile(program, "onSwitch")));
    links = attached.stream().map(loaded -> Link.attach(kernel, loaded)).toList();
  }

  static UnaccountedTime open() {
    Kernel kernel = Kernel.running();
    KernelFeatures features = KernelFeatures.of(kernel);
    var types = new BtfKernelTypes(features.types().orElseThrow());
    return new UnaccountedTime(kernel, new ProgramCompiler(types, features.target()));
  }

  private static Helpers compiledOnly() {
    return (Helpers)
        Proxy.newProxyInstance(
            Helpers.class.getClassLoader(),
            new Class<?>[] {Helpers.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName() + " is for the kernel");
            });
  }

  /// Observes the calling thread from now on.
  void observe() {
    try (Arena arena = Arena.ofConfined()) {
      observe.run(arena.allocate(Unaccounted.SIZE, Long.BYTES));
    }
  }

  /// The sums of all observed threads so far; of the calling one, if it is observed, up to when it
  /// last read its CPU clock.
  LeftOut read() {
    Unaccounted sums = table.at(0);
    return new LeftOut(sums.after(), sums.taken(), sums.skewed());
  }

  /// What the scheduler charged all observed threads for so far.
  long charged() {
    return table.at(0).charged();
  }

  @Override
  public void close() {
    links.forEach(Link::close);
    attached.forEach(LoadedProgram::close);
    observe.close();
    maps.close();
  }
}
