package dev.jebpf.guest;

import java.util.List;

/// What a guest is to do.
///
/// @param name the guest's, part of the names of its tests
/// @param selection which tests, as `dev.jebpf.guest.inside.InGuest` takes them
/// @param doctor whether the guest is asked what it can do, too
record TestRun(String name, ClassPath classPath, List<String> selection, boolean doctor) {
  /// An emulated machine is slower and less even than a real one by about this factor; tests that
  /// compare times take so much more for equal.
  private static final int TOLERANCE = 5;

  /// The tags of tests that run whole services under load, which is more than an emulated machine
  /// does in any useful time, and of those that read our sources, which it has not got.
  private static final String EXCLUDED = "service|sources";

  /// For every JVM in a guest. With the second compiler they died of SIGSEGV and SIGILL in compiled
  /// methods that were being replaced (QEMU 7.2 and 10.0); our guess is that one emulated processor
  /// runs code that another has changed by half. With the first compiler alone none died.
  private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1";

  /// The shell script that init runs. Debian makes the archive of shared classes when it installs a
  /// JDK; a guest does it at its start, because it starts many JVMs.
  String plan(GuestJdk jdk) {
    return """
    export LANG=C.UTF-8 JAVA_HOME=%1$s
    java="$JAVA_HOME/bin/java %8$s"
    [ -e $JAVA_HOME/lib/server/classes.jsa ] || $java -Xshare:dump >/results/class-sharing 2>&1
    if %2$s; then
      $java -jar /jebpf/agent/target/jebpf.jar doctor >/results/doctor 2>&1
      echo "@jebpf doctor $?"
    fi
    $java --enable-native-access=ALL-UNNAMED --add-opens java.base/java.lang=ALL-UNNAMED \\
      -Djava.io.tmpdir=/disk/tmp -Djebpf.agent.jar=/jebpf/agent/target/jebpf.jar \\
      -Djebpf.tolerance=%3$d -Djebpf.child.options=%8$s \
      -Djebpf.guest.exclude='%4$s' -cp '%5$s' \\
      dev.jebpf.guest.inside.InGuest %6$s /results %7$s
    echo "@jebpf status $?"
    """
        .formatted(
            jdk.home(),
            doctor,
            TOLERANCE,
            EXCLUDED,
            classPath.inGuest(),
            name,
            String.join(" ", selection),
            JVM_OPTIONS);
  }
}
