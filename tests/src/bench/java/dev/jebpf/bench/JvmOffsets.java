package dev.jebpf.bench;

import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.HotSpotOffsets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Where the kernel programs find HotSpot's view of a thread of this JVM, which runs with
/// `--add-opens java.base/java.lang=ALL-UNNAMED`.
final class JvmOffsets {
  private JvmOffsets() {}

  /// @throws IllegalStateException when this JVM lacks something: the benchmark would not measure
  /// what runs in production
  static HotSpotOffsets ofThisJvm(Kernel kernel) throws ReflectiveOperationException {
    VarHandle eetop =
        MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
            .findVarHandle(Thread.class, "eetop", long.class);
    HotSpotVm vm = HotSpotVm.bind(kernel, thread -> (long) eetop.get(thread));
    if (!vm.offsets().available()) {
      throw new IllegalStateException(vm.reason());
    }
    return vm.offsets();
  }
}
