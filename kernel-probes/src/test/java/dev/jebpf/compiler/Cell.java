package dev.jebpf.compiler;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// The context and the map value of the test programs.
@Layout(size = 64)
interface Cell extends MapView {
  @Offset(0)
  long a();

  @Offset(0)
  void a(long value);

  @Offset(8)
  long b();

  @Offset(8)
  void b(long value);

  @Offset(16)
  int c();

  @Offset(16)
  void c(int value);

  @Offset(24)
  @Atomic
  void addCount(long delta);

  @Offset(24)
  long count();

  @Offset(32)
  @Length(16)
  Bytes name();

  @Offset(32)
  @Length(16)
  byte letter(int index);

  default long both() {
    return a() + b();
  }
}
