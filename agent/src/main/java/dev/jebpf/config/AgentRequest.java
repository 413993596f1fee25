package dev.jebpf.config;

import org.jspecify.annotations.Nullable;

/// What another process asks of an agent that runs. It goes the way of options, and the answer
/// comes back as a system property, which that process can read.
public sealed interface AgentRequest permits DumpRequest, ThresholdRequest {
  /// The property with the answer.
  String ANSWER = "dev.jebpf.answer";

  /// The answer when all is well; else it says what is not.
  String DONE = "done";

  /// The request that a text is; null for options.
  ///
  /// @throws OptionSyntaxException when it is one that does not say what it asks for
  static @Nullable AgentRequest of(@Nullable String text) throws OptionSyntaxException {
    if (text == null) {
      return null;
    }
    DumpRequest dump = DumpRequest.of(text);
    return dump != null ? dump : ThresholdRequest.of(text);
  }

  /// As [#of] reads it.
  String text();
}
