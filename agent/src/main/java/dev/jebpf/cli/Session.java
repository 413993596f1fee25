package dev.jebpf.cli;

import dev.jebpf.cli.text.Canvas;
import java.io.PrintStream;
import java.util.Map;

/// Where a command writes to and what it may know of its surroundings.
///
/// @param environment environment variables
record Session(PrintStream out, PrintStream err, Map<String, String> environment, Output output) {

  /// A canvas as wide as the user's terminal, coloured where the output is one and `NO_COLOR`
  /// (no-color.org) does not forbid it.
  Canvas canvas() {
    boolean colour =
        output.terminal()
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Canvas(width(), colour);
  }

  private int width() {
    try {
      int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
      if (columns > 0) {
        return Math.clamp(columns, 60, 240);
      }
    } catch (NumberFormatException _) {
      // not set, or not by a shell
    }
    return Math.clamp(output.columns(), 60, 240);
  }
}
