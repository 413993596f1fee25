package dev.jebpf.link;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import java.util.ArrayList;
import java.util.List;

/// The running kernel with a compiler for it, a tally, and what is attached.
final class LinkRig implements AutoCloseable {
  private static final Kernel KERNEL = Kernel.running();
  static final KernelFeatures FEATURES = KernelFeatures.of(KERNEL);
  static final ProgramCompiler COMPILER =
      new ProgramCompiler(new BtfKernelTypes(FEATURES.types().orElseThrow()), FEATURES.target());

  private final KernelMaps maps = Maps.inKernel(KERNEL);
  private final List<Runnable> closing = new ArrayList<>();
  final MappedArray<Tally> tallies = maps.mappedArray("jebpf.tally", Tally.class, 1);

  Tally tally() {
    return tallies.at(0);
  }

  /// Loads and attaches.
  void attach(ProgramSpec spec) {
    LoadedProgram program = ProgramLoader.of(KERNEL).load(spec);
    closing.add(program::close);
    closing.add(Link.attach(KERNEL, program)::close);
  }

  void detach() {
    closing.reversed().forEach(Runnable::run);
    closing.clear();
  }

  @Override
  public void close() {
    detach();
    maps.close();
  }
}
