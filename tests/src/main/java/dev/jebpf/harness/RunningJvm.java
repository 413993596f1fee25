package dev.jebpf.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A child process whose output is collected while it runs; always ended when closed.
public final class RunningJvm implements AutoCloseable {
  private final Process process;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  /// Collects the output of a process just started.
  public RunningJvm(Process process) {
    this.process = process;
    outReader = collect(process.inputReader(StandardCharsets.UTF_8), out);
    errReader = collect(process.errorReader(StandardCharsets.UTF_8), err);
  }

  private static Thread collect(BufferedReader reader, List<String> lines) {
    return Thread.ofPlatform()
        .daemon()
        .name("child-output")
        .start(
            () -> {
              try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                  }
                }
              } catch (IOException _) {
                // The child was killed; what it wrote before is kept.
              }
            });
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Waits until a line of standard output starts with this.
  ///
  /// @return the line
  /// @throws IllegalStateException when the child ends first or the time is over
  public String awaitLine(String start, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (out) {
      while (true) {
        for (String line : out) {
          if (line.startsWith(start)) {
            return line;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || !outReader.isAlive()) {
          throw new IllegalStateException(
              "no line '" + start + "': out=" + out + " err=" + copy(err));
        }
        try {
          out.wait(Math.min(left, 200));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while waiting for '" + start + "'", e);
        }
      }
    }
  }

  /// Writes a line to the child's standard input.
  public void send(String line) {
    try {
      var input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to child " + pid(), e);
    }
  }

  /// Ends the child's standard input.
  public void endInput() {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
    } catch (IOException e) {
      throw new UncheckedIOException("ending the input of child " + pid(), e);
    }
  }

  /// Sends a signal, by its name without SIG.
  public void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid() + " gave " + status);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("kill -" + name + " " + pid(), e);
    }
  }

  /// Waits for the end.
  ///
  /// @throws IllegalStateException when the time is over; the child has been killed then
  public ChildRun await(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(
            "child %d took longer than %s: out=%s err=%s"
                .formatted(pid(), timeout, copy(out), copy(err)));
      }
      outReader.join();
      errReader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while child " + pid() + " ran", e);
    }
    return new ChildRun(pid(), process.exitValue(), copy(out), copy(err));
  }

  private static List<String> copy(List<String> lines) {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /// Kills the child if it still runs.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
