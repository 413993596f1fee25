package dev.jebpf.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Answers system calls from a function and remembers them.
public final class FakeKernel implements Kernel {
  /// A call as it arrived.
  public record Call(SystemCall call, long a, long b, long c, long d, long e, long f) {}

  private final List<Call> calls = new ArrayList<>();
  private final ToLongFunction<Call> answer;

  public FakeKernel(ToLongFunction<Call> answer) {
    this.answer = answer;
  }

  /// All calls so far.
  public List<Call> calls() {
    return calls;
  }

  /// How often a system call was made.
  public long count(SystemCall call) {
    return calls.stream().filter(made -> made.call() == call).count();
  }

  @Override
  public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
    Call made = new Call(call, a, b, c, d, e, f);
    calls.add(made);
    return answer.applyAsLong(made);
  }
}
