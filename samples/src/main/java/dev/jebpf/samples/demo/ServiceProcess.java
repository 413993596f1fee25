package dev.jebpf.samples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A child JVM that prints `listening PORT` when it is ready and ends when its standard input does.
public final class ServiceProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 60;

  private final String name;
  private final Process process;
  private final int port;

  private ServiceProcess(String name, Process process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  /// Starts a main class of this class path and waits until it listens.
  ///
  /// @param jvmOptions options of the JVM, `-javaagent` among them
  /// @throws IOException when it ends without listening; what it wrote to standard error is on ours
  public static ServiceProcess start(Class<?> main, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    Process process =
        new ProcessBuilder(command(main, jvmOptions, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening ")) {
        int port = Integer.parseInt(line.substring("listening ".length()));
        return new ServiceProcess(main.getSimpleName(), process, port);
      }
    }
    process.destroyForcibly();
    throw new IOException(main.getSimpleName() + " ended before it listened");
  }

  /// The command that runs a class of this class path on this JVM.
  public static List<String> command(
      Class<?> main, List<String> jvmOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /// The loopback port it listens on.
  public int port() {
    return port;
  }

  /// Its process id.
  public long pid() {
    return process.pid();
  }

  /// Ends the service by ending its input, and by force after a minute.
  ///
  /// @throws IOException when force was needed or the exit status is not 0
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(name + " did not end within " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (!process.isAlive() && process.exitValue() != 0) {
      throw new IOException(name + " ended with status " + process.exitValue());
    }
  }
}
