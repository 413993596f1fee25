package dev.jebpf.elf.cfi;

import org.jspecify.annotations.Nullable;

/// The rules in force at one instruction: how to come from its frame to the caller's.
public final class UnwindRow {
  private final CfaRule cfa;
  private final @Nullable RegisterRule[] rules;
  private final boolean signalFrame;

  /// @param rules by number, null for a register of which nothing is said
  UnwindRow(CfaRule cfa, @Nullable RegisterRule[] rules, boolean signalFrame) {
    this.cfa = cfa;
    this.rules = rules;
    this.signalFrame = signalFrame;
  }

  /// Whether the frame is that of a signal's return, so that its caller was interrupted at the very
  /// instruction, and has not called.
  public boolean isSignalFrame() {
    return signalFrame;
  }

  /// The registers in the caller's frame. Of those that nothing is said of, it finds the ones that
  /// functions give back as they found them; the stack pointer is the CFA.
  ///
  /// @param callee those at the instruction
  /// @throws CfiException when what is needed is not known
  public Registers caller(Registers callee, StackWords stack) throws CfiException {
    long base = cfa.value(callee, stack);
    Registers caller = callee.kept();
    caller.set(Registers.SP, base);
    for (int number = 0; number < rules.length; number++) {
      RegisterRule rule = rules[number];
      if (rule != null) {
        apply(rule, number, base, callee, caller, stack);
      }
    }
    return caller;
  }

  /// The rules that there are: `CFA=rsp+16 rbx=c-16 ra=c-8`.
  @Override
  public String toString() {
    var text = new StringBuilder("CFA=" + cfa.text());
    for (int number = 0; number < rules.length; number++) {
      RegisterRule rule = rules[number];
      if (rule != null) {
        text.append(' ').append(Registers.name(number)).append('=').append(rule.text());
      }
    }
    return text.toString();
  }

  private static void apply(
      RegisterRule rule,
      int number,
      long base,
      Registers callee,
      Registers caller,
      StackWords stack)
      throws CfiException {
    switch (rule) {
      case RegisterRule.Undefined() -> caller.forget(number);
      case RegisterRule.SameValue() -> caller.copy(number, callee);
      case RegisterRule.Offset(long bytes) -> caller.set(number, stack.at(base + bytes));
      case RegisterRule.ValueOffset(long bytes) -> caller.set(number, base + bytes);
      case RegisterRule.InRegister(int other) -> caller.set(number, callee.get(other));
      case RegisterRule.AtExpression(Expression expression) ->
          caller.set(number, stack.at(expression.value(base, callee, stack)));
      case RegisterRule.ValueExpression(Expression expression) ->
          caller.set(number, expression.value(base, callee, stack));
    }
  }
}
