package dev.jebpf.guest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The serial line of a machine, kept in a file as it is read.
final class Console implements AutoCloseable {
  /// How many lines are kept to be shown.
  private static final int SHOWN = 60;

  /// What init says every few seconds, so that silence means that nothing runs any more.
  private static final String ALIVE = "@jebpf alive";

  /// What the reading thread says at the end.
  private static final String END = "\0";

  private final Path log;
  private final PrintWriter copy;
  private final Writer line;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Deque<String> last = new ArrayDeque<>();
  private boolean over;

  /// @param qemu its standard streams are the line
  Console(Process qemu, Path log) throws IOException {
    this.log = log;
    copy = new PrintWriter(log.toFile(), StandardCharsets.UTF_8);
    line = qemu.outputWriter(StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().name("console").start(() -> read(qemu));
  }

  private void read(Process qemu) {
    try (var reader = qemu.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().map(String::stripTrailing).forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      // The machine was ended; what it printed before is kept.
    } finally {
      lines.add(END);
    }
  }

  /// The next line; empty when none came in time, and at the end.
  Optional<String> next(Duration patience) throws InterruptedException {
    String next = lines.poll(Math.max(patience.toNanos(), 0), TimeUnit.NANOSECONDS);
    over |= END.equals(next);
    if (next == null || over) {
      return Optional.empty();
    }
    copy.println(next);
    copy.flush();
    if (!next.startsWith(ALIVE)) {
      last.addLast(next);
    }
    if (last.size() > SHOWN) {
      last.removeFirst();
    }
    return Optional.of(next);
  }

  /// Whether the machine is off and all it printed was read.
  boolean isOver() {
    return over;
  }

  /// Sends characters to the machine, or to QEMU's monitor, which shares the line.
  void type(String text) throws IOException {
    line.write(text);
    line.flush();
  }

  /// The last lines so far.
  List<String> last() {
    return List.copyOf(last);
  }

  /// For messages: where all of it is, and these lines of it.
  String shown(List<String> some) {
    return "the end of its console (all of it: %s):%n  %s"
        .formatted(log, String.join("\n  ", some));
  }

  @Override
  public void close() {
    copy.close();
  }
}
