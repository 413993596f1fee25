package dev.jebpf.compiler.refused;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// The context, the map value and the ring buffer record of the bad programs.
@Layout(size = 32)
interface Cell extends MapView {
  @Offset(0)
  int index();

  @Offset(8)
  long count();

  @Offset(8)
  void count(long value);

  @Offset(16)
  @Length(16)
  Bytes name();

  @Offset(16)
  @Length(16)
  byte letter(int index);
}
