package dev.jebpf.hotspot.stack;

import java.util.function.ToIntFunction;

/// A stage of a path that is a class of its own each time, and is unloaded soon after.
final class FreshStage extends Step implements ToIntFunction<WorkMain.Path> {
  FreshStage() {}

  @Override
  public int applyAsInt(WorkMain.Path path) {
    return after(WorkMain.down(path));
  }

  @Override
  int after(int stage) {
    return stage - 1;
  }
}
