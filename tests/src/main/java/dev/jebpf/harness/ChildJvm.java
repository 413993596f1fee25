package dev.jebpf.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Describes a child JVM: which JVM, options, agents, main class and arguments, and what to run it
/// through. A value under construction; [#start] and [#run] may be called several times.
public final class ChildJvm {
  /// Options for every child, apart by blanks; those of a test come later and win.
  private static final List<String> COMMON =
      Stream.of(System.getProperty("jebpf.child.options", "").split(" "))
          .filter(option -> !option.isEmpty())
          .toList();

  private final List<String> mainAndArguments;
  private final List<String> prefix = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Path javaHome = Path.of(System.getProperty("java.home"));
  private String classPath = System.getProperty("java.class.path");

  private ChildJvm(List<String> mainAndArguments) {
    this.mainAndArguments = mainAndArguments;
  }

  /// A child that runs a class of the caller's class path.
  public static ChildJvm of(Class<?> main, String... arguments) {
    return of(main.getName(), arguments);
  }

  /// The same by name.
  public static ChildJvm of(String main, String... arguments) {
    return new ChildJvm(Stream.concat(Stream.of(main), Arrays.stream(arguments)).toList());
  }

  /// A child that runs the agent jar's command line.
  public static ChildJvm cli(String... arguments) {
    var command = Stream.of("-jar", AgentJar.path().toString());
    return new ChildJvm(Stream.concat(command, Arrays.stream(arguments)).toList())
        .jvm("-XX:TieredStopAtLevel=1")
        .classPath("");
  }

  /// Adds the agent with these options, each `key=value`.
  public ChildJvm agent(String... options) {
    return agent(AgentJar.path(), options);
  }

  /// Adds the agent from another place.
  public ChildJvm agent(Path jar, String... options) {
    String joined = options.length == 0 ? "" : "=" + String.join(",", options);
    return jvm("-javaagent:" + jar + joined);
  }

  /// Adds options of the JVM.
  public ChildJvm jvm(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /// Runs the JVM through another command, such as `setpriv` or `taskset`.
  public ChildJvm through(String... command) {
    prefix.addAll(List.of(command));
    return this;
  }

  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Uses the JVM of another home.
  public ChildJvm javaHome(Path home) {
    javaHome = home;
    return this;
  }

  /// Uses this class path; none when empty.
  public ChildJvm classPath(String path) {
    classPath = path;
    return this;
  }

  /// The whole command.
  public List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(COMMON);
    command.addAll(jvmOptions);
    if (!classPath.isEmpty()) {
      command.add("-cp");
      command.add(classPath);
    }
    command.addAll(mainAndArguments);
    return command;
  }

  /// Starts the child and leaves it running.
  public RunningJvm start() {
    var builder = new ProcessBuilder(command());
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    try {
      return new RunningJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + command(), e);
    }
  }

  /// Starts the child and waits for its end.
  ///
  /// @throws IllegalStateException when it takes longer; it has been killed then
  public ChildRun run(Duration timeout) {
    try (RunningJvm running = start()) {
      return running.await(timeout);
    }
  }

  /// A class-path entry of the caller that holds a class, for a child that is to have little else.
  public static String classPathOf(Class<?> type) {
    String resource = type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getClassLoader().getResource(resource));
    String path = url.replaceFirst("^(jar:)?file:", "").replaceFirst("!?/?" + resource + "$", "");
    return new File(path).getAbsolutePath();
  }
}
