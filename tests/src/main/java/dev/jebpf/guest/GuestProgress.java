package dev.jebpf.guest;

import java.io.PrintStream;

/// Shows what a guest reports of itself on its console: each class of tests, and each test that did
/// not pass.
final class GuestProgress {
  private static final String MARK = "@jebpf ";

  private final String guest;
  private final PrintStream out;
  private String type = "";

  GuestProgress(String guest, PrintStream out) {
    this.guest = guest;
    this.out = out;
  }

  /// Shows a line of what the guest's programs print, too.
  void lineOrOutput(String line) {
    if (line.startsWith(MARK)) {
      line(line);
    } else {
      out.println(line);
    }
  }

  /// Shows a line of the console if it is such a report.
  void line(String line) {
    if (!line.startsWith(MARK)) {
      return;
    }
    String[] words = line.substring(MARK.length()).split(" ", 5);
    switch (words[0]) {
      case "test" -> test(words[1], words[2], words[4]);
      case "booted", "step", "error", "again", "stuck" -> show(line.substring(MARK.length()));
      default -> {
        // Only for the console.
      }
    }
  }

  private void test(String status, String seconds, String rest) {
    String running = rest.substring(rest.lastIndexOf('.', rest.indexOf('#')) + 1);
    if (!status.equals("PASSED")) {
      show("%s %s s %s".formatted(status, seconds, running));
    } else if (!type.equals(running.substring(0, running.indexOf('#')))) {
      type = running.substring(0, running.indexOf('#'));
      show(type);
    }
  }

  private void show(String text) {
    out.printf("  %s: %s%n", guest, text);
  }
}
