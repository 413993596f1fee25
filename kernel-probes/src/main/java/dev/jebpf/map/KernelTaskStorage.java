package dev.jebpf.map;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.TaskStorage;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A [TaskStorage] of the kernel; the JVM names a task by a descriptor (`dev.jebpf.linux.Tasks`).
public final class KernelTaskStorage<V extends MapView> extends KernelMap
    implements TaskStorage<V> {
  private final ViewType<V> view;

  KernelTaskStorage(Kernel kernel, MapSpec spec, ViewType<V> view) {
    super(kernel, spec, create(kernel, spec));
    this.view = view;
  }

  private static FileDescriptor create(Kernel kernel, MapSpec spec) {
    try (ValueTypes types = ValueTypes.load(kernel, spec.valueSize())) {
      return MapCreation.create(kernel, spec, types);
    }
  }

  @Override
  public Class<V> type() {
    return view.type();
  }

  /// Not on this side: see [#read].
  @Override
  public V get(KernelStruct task) {
    throw new UnsupportedOperationException("the JVM reads " + this + " by read(task descriptor)");
  }

  /// Not on this side: see [#read].
  @Override
  public V getOrCreate(KernelStruct task) {
    return get(task);
  }

  /// A copy of a task's value; null if it has none.
  ///
  /// @param task a pidfd
  public @Nullable V read(FileDescriptor task) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(view.size(), 8);
      if (!MapElements.lookup(this, arena.allocateFrom(JAVA_INT, task.number()), value)) {
        return null;
      }
      V copied = view.allocate();
      Views.segment(copied, view.size()).copyFrom(value);
      return copied;
    }
  }
}
