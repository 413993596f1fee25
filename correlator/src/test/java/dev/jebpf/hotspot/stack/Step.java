package dev.jebpf.hotspot.stack;

/// What comes after a stage. Compiled code takes it that there is one way to do this until a class
/// is loaded that has another, [FreshStage], and is thrown away then, wherever a thread is in it.
class Step {
  int after(int stage) {
    return stage + 1;
  }
}
