package dev.jebpf.compiler.random;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// An element of the map that a random program shares with the JVM.
@Layout(size = 64)
public interface Shared extends MapView {
  @Offset(0)
  @Length(4)
  long slot(int index);

  @Offset(0)
  @Length(4)
  void slot(int index, long value);

  @Offset(32)
  int word();

  @Offset(32)
  void word(int value);

  @Offset(32)
  @Atomic
  void addWord(int delta);

  @Offset(32)
  @Atomic
  int compareAndExchangeWord(int expected, int update);

  @Offset(36)
  short half();

  @Offset(36)
  void half(short value);

  @Offset(38)
  byte octet();

  @Offset(38)
  void octet(byte value);

  @Offset(40)
  long sum();

  @Offset(40)
  void sum(long value);

  @Offset(40)
  @Atomic
  void addSum(long delta);

  @Offset(40)
  @Atomic
  long compareAndExchangeSum(long expected, long update);
}
