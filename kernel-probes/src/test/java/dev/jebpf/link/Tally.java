package dev.jebpf.link;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What the programs of these tests count.
@Layout(size = 24)
interface Tally extends MapView {
  @Offset(0)
  long count();

  @Offset(0)
  @Atomic
  void addCount(long delta);

  @Offset(8)
  long sum();

  @Offset(8)
  @Atomic
  void addSum(long delta);

  @Offset(16)
  long results();

  @Offset(16)
  @Atomic
  void addResults(long delta);
}
