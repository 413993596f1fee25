package dev.jebpf.compiler.random;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What a random program gets and gives.
@Layout(size = 96)
public interface Context extends MapView {
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

  @Offset(20)
  int d();

  @Offset(20)
  void d(int value);

  @Offset(24)
  short e();

  @Offset(24)
  void e(short value);

  @Offset(26)
  byte f();

  @Offset(26)
  void f(byte value);

  @Offset(32)
  long l0();

  @Offset(32)
  void l0(long value);

  @Offset(40)
  long l1();

  @Offset(40)
  void l1(long value);

  @Offset(48)
  long l2();

  @Offset(48)
  void l2(long value);

  @Offset(56)
  int i0();

  @Offset(56)
  void i0(int value);

  @Offset(60)
  int i1();

  @Offset(60)
  void i1(int value);

  @Offset(64)
  int i2();

  @Offset(64)
  void i2(int value);
}
