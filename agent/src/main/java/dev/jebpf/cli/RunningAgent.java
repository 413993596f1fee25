package dev.jebpf.cli;

import dev.jebpf.cli.process.AgentLoader;
import dev.jebpf.cli.process.AttachFailedException;
import dev.jebpf.config.AgentRequest;
import org.jspecify.annotations.Nullable;

/// The agent in a JVM that is traced.
final class RunningAgent {
  private RunningAgent() {}

  /// Has it do something.
  ///
  /// @param command that wants it
  /// @param attempt what it is to do, for the user
  /// @throws OperationFailedException saying why it did not
  static void ask(long pid, String command, AgentRequest request, String attempt)
      throws OperationFailedException {
    AttachTarget target = AttachTarget.of(pid, command);
    String answer;
    try {
      answer = AgentLoader.ask(pid, target.jar(), request.text(), AgentRequest.ANSWER);
    } catch (AttachFailedException e) {
      throw failed(attempt, e.getMessage(), e);
    }
    if (!AgentRequest.DONE.equals(answer)) {
      throw failed(attempt, answer == null ? "its agent is an older one and can't" : answer, null);
    }
  }

  private static OperationFailedException failed(
      String attempt, @Nullable String why, @Nullable Throwable cause) {
    return new OperationFailedException(attempt + ": " + why, cause);
  }
}
