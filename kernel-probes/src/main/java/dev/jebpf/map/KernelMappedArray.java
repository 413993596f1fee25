package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.MappedMemory;
import dev.jebpf.linux.PageSize;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A [MappedArray] that the kernel and this JVM share.
///
/// After [#close] its memory reads as zeroes rather than faulting, for the sake of threads that
/// read it by raw address at that moment.
public final class KernelMappedArray<V extends MapView> extends KernelMap
    implements MappedArray<V> {
  private final ViewType<V> view;
  private final int length;
  private final MappedMemory memory;

  private KernelMappedArray(
      Kernel kernel,
      MapSpec spec,
      FileDescriptor descriptor,
      ViewType<V> view,
      int length,
      MappedMemory memory) {
    super(kernel, spec, descriptor);
    this.view = view;
    this.length = length;
    this.memory = memory;
  }

  static <V extends MapView> KernelMappedArray<V> create(
      Kernel kernel, MapSpec spec, ViewType<V> view, int length) {
    FileDescriptor descriptor = MapCreation.create(kernel, spec);
    try {
      MappedMemory memory =
          MappedMemory.mapLasting(kernel, descriptor, 0, PageSize.roundUp(spec.valueSize()));
      return new KernelMappedArray<>(kernel, spec, descriptor, view, length, memory);
    } catch (RuntimeException failed) {
      descriptor.close();
      throw failed;
    }
  }

  @Override
  public Class<V> type() {
    return view.type();
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public V at(int index) {
    return view.over(memory.segment(), (long) Objects.checkIndex(index, length) * view.size());
  }

  /// All elements, the first at offset 0. Its address stays readable for the life of the process.
  public MemorySegment memory() {
    return memory.segment().asSlice(0, spec().valueSize());
  }

  @Override
  public void close() {
    if (descriptor().isOpen()) {
      memory.close();
      super.close();
    }
  }
}
