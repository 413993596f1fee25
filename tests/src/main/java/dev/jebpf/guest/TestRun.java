package dev.jebpf.guest;

import java.util.List;

/// What a guest is to do: JUnit's console launcher with these options.
///
/// @param selection options that say which tests
record TestRun(ClassPath classPath, List<String> selection) {

  /// The shell script that init runs.
  String plan() {
    return """
    echo "@jebpf tests"
    /jdk/bin/java --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=/disk/tmp \\
      -Djebpf.agent.jar=/jebpf/agent/target/jebpf.jar \\
      -cp '%s' \\
      org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors \\
      --details=testfeed --include-tag=kernel --reports-dir=/results/reports %s
    echo "@jebpf status $?"
    """
        .formatted(classPath.inGuest(), String.join(" ", selection));
  }
}
