package dev.jebpf.map;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What a [Sample] begins with.
@Layout(size = 8)
interface SampleHeader extends MapView {
  @Offset(0)
  long count();

  @Offset(0)
  void count(long value);

  @Offset(0)
  @Atomic
  void addCount(long delta);

  @Offset(0)
  @Atomic
  long compareAndExchangeCount(long expected, long update);
}
