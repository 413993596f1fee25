package dev.jebpf.hotspot.stack;

import java.util.function.ToIntFunction;

/// A stage of a path that is a class of its own each time, and is unloaded soon after.
final class FreshStage implements ToIntFunction<WorkMain.Path> {
  FreshStage() {}

  @Override
  public int applyAsInt(WorkMain.Path path) {
    return WorkMain.down(path) + 1;
  }
}
