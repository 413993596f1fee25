package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;

/// A map that the kernel has. Closing it gives up this process's hold on it; the kernel frees it
/// when no program holds it either.
public abstract sealed class KernelMap implements AutoCloseable
    permits KernelMappedArray,
        KernelPerCpuArray,
        KernelHashTable,
        KernelTaskStorage,
        KernelRingBuffer {
  private final Kernel kernel;
  private final MapSpec spec;
  private final FileDescriptor descriptor;

  KernelMap(Kernel kernel, MapSpec spec, FileDescriptor descriptor) {
    this.kernel = kernel;
    this.spec = spec;
    this.descriptor = descriptor;
  }

  /// What it was created with.
  public final MapSpec spec() {
    return spec;
  }

  /// The map's descriptor, owned by this object.
  public final FileDescriptor descriptor() {
    return descriptor;
  }

  /// The kernel's id, as `bpftool map` shows it.
  public final int id() {
    return Bpf.id(kernel, descriptor);
  }

  final Kernel kernel() {
    return kernel;
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return "map name=" + spec.name() + " type=" + spec.type() + " " + descriptor;
  }
}
