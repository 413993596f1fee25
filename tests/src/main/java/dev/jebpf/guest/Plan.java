package dev.jebpf.guest;

import java.time.Duration;

/// The shell script that a guest's init runs: steps, each of which init announces, watches and ends
/// when it takes too long.
final class Plan {
  /// For every JVM in a guest. With the second compiler they died of SIGSEGV and SIGILL in compiled
  /// methods that were being replaced (QEMU 7.2 and 10.0, processors on a thread each); our guess
  /// is that one emulated processor runs code that another has changed by half. With the first
  /// compiler alone none died.
  static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1";

  private static final String CONSOLE = "/dev/console";

  /// Longer than getting ready takes, emulated on a busy machine.
  private static final Duration PREPARATION = Duration.ofMinutes(3);

  private final StringBuilder script = new StringBuilder();

  /// Debian makes the archive of shared classes when it installs a JDK; a guest does it at its
  /// start, because it starts many JVMs.
  Plan(GuestJdk jdk) {
    script.append(
        """
        export LANG=C.UTF-8 JAVA_HOME=%1$s
        java="%1$s/bin/java %2$s"
        [ -e %1$s/lib/server/classes.jsa ] ||
          step class-sharing %3$d /results/class-sharing $java -Xshare:dump
        """
            .formatted(jdk.home(), JVM_OPTIONS, PREPARATION.toSeconds()));
  }

  /// Asks what the guest can do.
  Plan doctor() {
    step("doctor", PREPARATION, "/results/doctor", "-jar /jebpf/agent/target/jebpf.jar doctor");
    return this;
  }

  /// Runs a JVM with all of the tests' classes.
  Plan java(String name, Duration limit, ClassPath classPath, String command) {
    String opens = "--enable-native-access=ALL-UNNAMED --add-opens java.base/java.lang=ALL-UNNAMED";
    String where = "-Djava.io.tmpdir=/disk/tmp -Djebpf.agent.jar=/jebpf/agent/target/jebpf.jar";
    String all = String.join(" ", opens, where, "-cp", classPath.inGuest(), command);
    step(name, limit, CONSOLE, all);
    return this;
  }

  private void step(String name, Duration limit, String output, String command) {
    script.append("step %s %d %s $java %s%n".formatted(name, limit.toSeconds(), output, command));
  }

  String script() {
    return script.toString();
  }
}
