package dev.jebpf.oracle;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What the [UnaccountedProgram] knows of the one thread that it observes. All but [#thread] and
/// [#running] are nanoseconds.
///
/// ```
/// +0 thread  +8 running  +16 accounted  +24 hidden  +32 skew     of the run that goes on
/// +40 after  +48 taken   +56 skewed     +64 charged              sums
/// ```
@Layout(size = Unaccounted.SIZE)
interface Unaccounted extends MapView {
  int SIZE = 72;

  /// Its id in the initial PID namespace.
  @Offset(0)
  long thread();

  @Offset(0)
  void thread(long tid);

  /// 1 while it is on a CPU.
  @Offset(8)
  long running();

  @Offset(8)
  void running(long one);

  /// When the scheduler last charged it, or gave it its CPU.
  @Offset(16)
  long accounted();

  @Offset(16)
  void accounted(long nanos);

  /// By how much its CPU's clock for threads was behind the one for all then.
  @Offset(24)
  long hidden();

  @Offset(24)
  void hidden(long nanos);

  /// By how much that clock was behind ours then, and a constant.
  @Offset(32)
  long skew();

  @Offset(32)
  void skew(long nanos);

  /// [LeftOut#after].
  @Offset(40)
  long after();

  @Offset(40)
  void after(long nanos);

  /// [LeftOut#taken].
  @Offset(48)
  long taken();

  @Offset(48)
  void taken(long nanos);

  /// [LeftOut#skewed].
  @Offset(56)
  long skewed();

  @Offset(56)
  void skewed(long nanos);

  /// What the scheduler charged it for.
  @Offset(64)
  long charged();

  @Offset(64)
  void charged(long nanos);
}
