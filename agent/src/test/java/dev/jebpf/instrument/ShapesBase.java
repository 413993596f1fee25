package dev.jebpf.instrument;

import org.jspecify.annotations.Nullable;

/// What [Shapes] extends.
public class ShapesBase {
  public static final StringBuilder LOG = new StringBuilder();

  public final int seed;

  public ShapesBase(int seed) {
    this.seed = seed;
  }

  public ShapesBase(@Nullable ShapesBase other, int[] seeds) {
    this.seed = (other == null ? 0 : other.seed) + seeds[0];
  }
}
