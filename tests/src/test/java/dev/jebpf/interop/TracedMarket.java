package dev.jebpf.interop;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A running [Market] under the agent, whose probes it has.
final class TracedMarket implements AutoCloseable {
  private static final String AT_FIRST = "first";
  private static final String AT_LAST = "last";

  /// Tells that a tracer is attached: the threads that a market starts to warm up.
  private static final String LISTENS =
      "usdt::jebpf:thread__start /str(arg1) == \"warm-up\"/ { printf(\"%s\\n\"); }\n";

  private final RunningJvm jvm;
  private int asked;

  private TracedMarket(RunningJvm jvm) {
    this.jvm = jvm;
    jvm.awaitLine("ready", TracedService.PATIENCE);
  }

  /// @param directory for a file of the market's
  static TracedMarket start(Path directory) {
    return new TracedMarket(
        ChildJvm.of(Market.class)
            .jvm("-javaagent:" + agentJar(directory))
            .agent(
                "methods=" + Goods.class.getName() + "::price",
                "presets=none",
                "wait=true",
                "usdt=true")
            .start());
  }

  /// A jar with nothing but the name of a class that is on the class path.
  private static Path agentJar(Path directory) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", Market.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    Path jar = directory.resolve("market.jar");
    try {
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String pid() {
    return Long.toString(jvm.pid());
  }

  String ask(String command) {
    int number = ++asked;
    jvm.send(number + " " + command);
    String start = number + "=";
    return jvm.awaitLine(start, TracedService.PATIENCE).substring(start.length());
  }

  /// Starts bpftrace with a script, and returns when all of it is attached: in whatever order it
  /// attaches, what is first or last in the script comes last.
  RunningJvm trace(String script) {
    String whole = LISTENS.formatted(AT_FIRST) + script + LISTENS.formatted(AT_LAST);
    RunningJvm tracer = Tool.BPFTRACE.start("-B", "line", "-p", pid(), "-e", whole);
    ask("warm");
    tracer.awaitLine(AT_FIRST, TracedService.PATIENCE);
    tracer.awaitLine(AT_LAST, TracedService.PATIENCE);
    return tracer;
  }

  /// Ends a tracer as a user would, and returns what it printed.
  static ChildRun end(RunningJvm tracer) {
    tracer.signal("INT");
    return tracer.await(TracedService.PATIENCE);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
