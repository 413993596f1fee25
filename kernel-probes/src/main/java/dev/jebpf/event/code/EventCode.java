package dev.jebpf.event.code;

import org.jspecify.annotations.Nullable;

/// What the programs of one event do besides what all do.
///
/// @param wanted the condition at the entry, or at the one place there is
/// @param words the numbers noted there; null for none
/// @param texts the texts noted there; null for none
/// @param exit what happens when the call returns; null for what has no duration
/// @param frame where the stack is, for calls that may not return; null for those of the kernel
public record EventCode(
    Test wanted,
    @Nullable WordList words,
    @Nullable TextList texts,
    @Nullable Exit exit,
    @Nullable Frame frame) {

  /// Code for what returns always, or has no end.
  public EventCode(
      Test wanted, @Nullable WordList words, @Nullable TextList texts, @Nullable Exit exit) {
    this(wanted, words, texts, exit, null);
  }

  /// The same for calls that may not return.
  public EventCode within(Frame stack) {
    return new EventCode(wanted, words, texts, exit, stack);
  }

  /// The end of a call.
  ///
  /// @param wanted the rest of the condition
  /// @param result what was returned
  /// @param words those noted at the entry, to be copied; null for none
  public record Exit(Test wanted, Term result, @Nullable WordList words) {}
}
