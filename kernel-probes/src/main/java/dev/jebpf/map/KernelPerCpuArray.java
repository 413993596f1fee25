package dev.jebpf.map;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.linux.Cpus;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// A [PerCpuArray] of the kernel; the JVM reads the values of all CPUs.
public final class KernelPerCpuArray<V extends MapView> extends KernelMap
    implements PerCpuArray<V> {
  private final ViewType<V> view;

  KernelPerCpuArray(Kernel kernel, MapSpec spec, ViewType<V> view) {
    super(kernel, spec, MapCreation.create(kernel, spec));
    this.view = view;
  }

  @Override
  public Class<V> type() {
    return view.type();
  }

  /// Not on this side: the JVM does not stay on a CPU. See [#read].
  @Override
  public V lookup(int index) {
    throw new UnsupportedOperationException("the JVM reads " + this + " by read(index)");
  }

  /// A copy of the values at `index`, one per possible CPU in order.
  public List<V> read(int index) {
    int cpus = Cpus.possible();
    MemorySegment values = MemorySegment.ofArray(new long[cpus * view.size() / Long.BYTES]);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(JAVA_INT, index);
      MemorySegment copied = arena.allocate(values.byteSize(), 8);
      if (!MapElements.lookup(this, key, copied)) {
        throw new IndexOutOfBoundsException(this + " index=" + index);
      }
      values.copyFrom(copied);
    }
    List<V> views = new ArrayList<>(cpus);
    for (int cpu = 0; cpu < cpus; cpu++) {
      views.add(view.over(values, (long) cpu * view.size()));
    }
    return views;
  }

  /// The sum over all CPUs of a word of the value at `index`.
  public long sum(int index, ToLongFunction<? super V> word) {
    return read(index).stream().mapToLong(word).sum();
  }
}
