package dev.jebpf.map.isolated;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// To be loaded once more by another loader, in a named module.
@Layout(size = 8)
public interface IsolatedView extends MapView {
  @Offset(0)
  long value();

  @Offset(0)
  void value(long value);
}
