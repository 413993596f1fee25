package dev.jebpf.map;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// Every kind of accessor; package-private on purpose.
@Layout(size = 64)
interface Sample extends SampleHeader {
  @Offset(8)
  int word();

  @Offset(8)
  void word(int value);

  @Offset(8)
  @Atomic
  void addWord(int delta);

  @Offset(8)
  @Atomic
  int compareAndExchangeWord(int expected, int update);

  @Offset(12)
  short half();

  @Offset(12)
  void half(short value);

  @Offset(14)
  byte octet();

  @Offset(14)
  void octet(byte value);

  @Offset(16)
  @Length(4)
  long slot(int index);

  @Offset(16)
  @Length(4)
  void slot(int index, long value);

  @Offset(16)
  @Length(4)
  @Atomic
  void addSlot(int index, long delta);

  @Offset(48)
  @Length(16)
  Bytes name();

  default long total() {
    return slot(0) + slot(1) + slot(2) + slot(3);
  }
}
