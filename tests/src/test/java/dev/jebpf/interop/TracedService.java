package dev.jebpf.interop;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import dev.jebpf.usdt.UsdtService;
import java.time.Duration;

/// A running [UsdtService].
final class TracedService implements AutoCloseable {
  static final Duration PATIENCE =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));

  private final RunningJvm jvm;
  private final String file;
  private int asked;

  private TracedService(RunningJvm jvm) {
    this.jvm = jvm;
    file = jvm.awaitLine("ready=", PATIENCE).substring("ready=".length());
  }

  static TracedService start(String... jvmOptions) {
    return start(describe(jvmOptions));
  }

  static TracedService start(ChildJvm child) {
    return new TracedService(child.start());
  }

  /// The service before it is started.
  static ChildJvm describe(String... jvmOptions) {
    return ChildJvm.of(UsdtService.class)
        .jvm("--enable-native-access=ALL-UNNAMED", "--illegal-native-access=deny")
        .jvm(jvmOptions);
  }

  String pid() {
    return Long.toString(jvm.pid());
  }

  /// The file of probes.
  String file() {
    return file;
  }

  /// Sends a command and waits for the answer.
  String ask(String command) {
    int number = ++asked;
    jvm.send(number + " " + command);
    String start = number + "=";
    return jvm.awaitLine(start, PATIENCE).substring(start.length());
  }

  void signal(String name) {
    jvm.signal(name);
  }

  ChildRun await() {
    return jvm.await(PATIENCE);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
