package dev.jebpf.pictures;

import dev.jebpf.pictures.EventBrowserPage.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmc.common.item.Attribute;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;

/// `Pictures RECORDING DIRECTORY`: draws the pages of a recording into files of a directory. The
/// recording has the option `blocked`, or there are no flame graph and no table.
public final class Pictures {
  private static final String BLOCKED = "jebpf.ThreadBlocked";
  private static final int ROWS = 24;
  static final IAttribute<IQuantity> BYTES = Attribute.attr("bytes", "Bytes", UnitLookup.MEMORY);

  private static final List<Column> COLUMNS =
      List.of(
          new Column("startTime", 185),
          new Column("duration", 78),
          new Column("eventThread", 90),
          new Column("state", 125),
          new Column("blocker", 348),
          new Column("waker", 65),
          new Column("stackOutcome", 90));

  private final JmcRecording recording;

  private Pictures(JmcRecording recording) {
    this.recording = recording;
  }

  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: ./jebpf pictures RECORDING DIRECTORY");
      System.exit(2);
    }
    try {
      draw(Path.of(args[0]), Path.of(args[1]));
    } catch (IOException e) {
      System.err.println("jebpf: no pictures of " + args[0] + ": " + e);
      System.exit(1);
    }
  }

  /// Draws the pages of a recording.
  ///
  /// @throws IOException also when the recording has nothing to draw
  static void draw(Path recording, Path directory) throws IOException {
    var loaded = JmcRecording.load(recording);
    if (loaded.onLanes().findAny().isEmpty()) {
      throw new IOException("it has no events of jebpf, or threshold= was too high");
    }
    Files.createDirectories(directory);
    for (Map.Entry<String, String> page : new Pictures(loaded).pages().entrySet()) {
      Path file = directory.resolve(page.getKey() + ".svg");
      Files.writeString(file, page.getValue());
      System.out.printf("%s, %,d bytes%n", file, Files.size(file));
    }
  }

  /// The pages by the names of their files.
  private Map<String, String> pages() throws IOException {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("threads", new ThreadsPage(recording).draw());
    List<Event> inCalls = blocked().filter(event -> event.number("spanId") != 0).toList();
    if (!inCalls.isEmpty()) {
      pages.put("flame-calls", flame(inCalls, "Thread Blocked in traced calls, by duration"));
      pages.put("events", events(inCalls));
    }
    List<Event> disk = blocked().filter(event -> event.shown("state").equals("disk")).toList();
    if (!disk.isEmpty()) {
      pages.put("flame-disk", flame(disk, "Thread Blocked for the disk, by duration"));
    }
    List<Event> reads =
        recording.events("jebpf.FileRead").stream().filter(Pictures::hasFrames).toList();
    if (!reads.isEmpty()) {
      pages.put("flame-read-bytes", new FlamePage(reads, BYTES, "File Read, by bytes").draw());
    }
    pages.put("results", new ResultsPage(Findings.of(recording.file())).draw());
    return pages;
  }

  private static boolean hasFrames(Event event) {
    return "complete".equals(event.shown("stackOutcome"));
  }

  private Stream<Event> blocked() {
    return recording.events(BLOCKED).stream();
  }

  private static String flame(List<Event> events, String title) {
    return new FlamePage(events, JfrAttributes.DURATION, title).draw();
  }

  private String events(List<Event> events) {
    List<Event> longest =
        events.stream()
            .sorted(
                Comparator.comparingLong((Event event) -> event.end() - event.start()).reversed())
            .limit(ROWS)
            .toList();
    return new EventBrowserPage(recording, longest, COLUMNS)
        .draw("Thread Blocked in traced calls, the longest first");
  }
}
