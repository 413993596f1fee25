package dev.jebpf.compiler.random;

/// How many branches a random program may still have.
///
/// The verifier follows both ways of a branch, and each iteration of a loop by itself: a branch in
/// a loop counts as often as the loop goes round, one in a method that is inlined at each of its
/// calls. Unless states meet again that is twice the work for each, and the kernel gives up after a
/// million instructions (`BPF_COMPLEXITY_LIMIT_INSNS` of `linux/bpf_verifier.h`): a program beyond
/// that is no valid one, whatever compiles it.
final class Decisions {
  private final int limit;
  private int taken;
  private int iterations = 1;

  Decisions(int limit) {
    this.limit = limit;
  }

  /// Takes some, if there are as many left.
  boolean take(int branches) {
    int wanted = branches * iterations;
    if (taken + wanted > limit) {
      return false;
    }
    taken += wanted;
    return true;
  }

  /// How many were taken.
  int taken() {
    return taken;
  }

  /// How often the code that is being written runs.
  int iterations() {
    return iterations;
  }

  void enterLoop(int count) {
    iterations *= count;
  }

  void leaveLoop(int count) {
    iterations /= count;
  }
}
