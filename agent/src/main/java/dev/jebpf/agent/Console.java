package dev.jebpf.agent;

/// Lines to the user of the service, on its standard error.
final class Console {
  private Console() {}

  static void say(String line) {
    System.err.println("jebpf: ".concat(line));
  }
}
