package dev.jebpf.premain;

import java.util.function.Consumer;

/// `java -jar jebpf.jar`: hands over to the command line in the isolated module.
public final class Launcher {
  private Launcher() {}

  /// Runs the command line, which ends the JVM with its exit code; 70 for a JVM that is too old.
  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws Exception {
    String tooOld = JavaVersion.complaint();
    if (tooOld != null) {
      System.err.println(tooOld);
      System.exit(70);
    }
    ClassLoader system = ClassLoader.getSystemClassLoader();
    Object command = NestedJar.open(system).create("dev.jebpf.layer.CommandLayer");
    ((Consumer<String[]>) command).accept(arguments);
  }
}
