package dev.jebpf.hotspot.vm;

import dev.jebpf.linux.Kernel;

/// Binds the JVM it runs on and prints what is missing, or `available`.
public final class BindMain {
  private BindMain() {}

  /// Without arguments.
  public static void main(String[] arguments) {
    HotSpotVm vm = HotSpotVm.bind(Kernel.running(), HotSpotVmTest::javaThread);
    System.out.println(vm.offsets().available() ? "available" : vm.reason());
  }
}
