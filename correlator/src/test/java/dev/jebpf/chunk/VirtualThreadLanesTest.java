package dev.jebpf.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recording of this JVM with virtual threads in several chunks, before and after it is merged.
class VirtualThreadLanesTest {
  private static final int CHUNKS = 3;
  private static final int THREADS = 4_000;

  @TempDir static Path directory;
  private static Path before;
  private static Path after;
  private static RecordingMerge.Result result;

  @BeforeAll
  static void record() throws Exception {
    FlightRecorder.register(Operation.class);
    before = directory.resolve("before.jfr");
    after = directory.resolve("after.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadStart");
      recording.enable("jdk.ThreadStart");
      recording.start();
      Thread lasting = Thread.ofVirtual().name("lasting").start(VirtualThreadLanesTest::last);
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        runThreads();
        commit("main");
        // Ends the chunk.
        recording.dump(directory.resolve("chunk.jfr"));
      }
      lasting.interrupt();
      lasting.join();
      recording.stop();
      recording.dump(before);
    }
    result = merge(before, after);
  }

  private static RecordingMerge.Result merge(Path from, Path to) throws IOException {
    try (RecordingMerge merge = RecordingMerge.of(List.of(from))) {
      return merge.write(to);
    }
  }

  /// Has an event in every chunk.
  private static void last() {
    while (!Thread.interrupted()) {
      commit("lasting");
      Thread.yield();
    }
  }

  private static void runThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread.Builder.OfVirtual builder = Thread.ofVirtual();
      if (i % 2 == 0) {
        builder.name("named-" + i);
      }
      threads.add(builder.start(() -> commit("virtual")));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void commit(String path) {
    var operation = new Operation();
    operation.thread = Thread.currentThread();
    operation.path = path;
    operation.bytes = Thread.currentThread().threadId();
    operation.commit();
  }

  @Test
  void shouldGiveEachVirtualThreadAnIdentityOfItsOwn() throws IOException {
    Set<Long> lanes = new HashSet<>();
    int events = 0;
    for (RecordedEvent event : Fixture.read(after)) {
      RecordedThread thread = event.getThread();
      if (thread.isVirtual()) {
        assertThat(thread.getJavaThreadId()).isEqualTo(event.getLong("bytes"));
        long lane = thread.getLong("osThreadId");
        assertThat(lane).isEqualTo((1L << 32) + event.getLong("bytes"));
        assertThat(event.getThread("thread").getLong("osThreadId")).isEqualTo(lane);
        lanes.add(lane);
        events++;
      }
    }
    assertThat(lanes).hasSize(CHUNKS * THREADS + 1);
    assertThat(events).isGreaterThan(CHUNKS * THREADS + CHUNKS);
  }

  @Test
  void shouldNameThoseWithoutAName() throws IOException {
    for (RecordedEvent event : Fixture.read(after)) {
      RecordedThread thread = event.getThread();
      if (thread.isVirtual() && event.getString("path").equals("virtual")) {
        assertThat(thread.getJavaName())
            .matches("named-\\d+|VirtualThread\\[#" + thread.getJavaThreadId() + "]");
      }
    }
    assertThat(Fixture.read(after))
        .filteredOn(event -> event.getString("path").equals("lasting"))
        .allMatch(event -> event.getThread().getJavaName().equals("lasting"));
  }

  /// Every field of every event, in the order of the file, those of the JDK included.
  @Test
  void shouldLeaveEverythingElseAsItIs() throws IOException {
    assertThat(result.chunks()).isGreaterThanOrEqualTo(CHUNKS);
    assertThat(result.warning()).isEmpty();
    try (var was = new RecordingFile(before);
        var is = new RecordingFile(after)) {
      while (was.hasMoreEvents()) {
        RecordedEvent event = was.readEvent();
        assertThat(text(is.readEvent())).isEqualTo(text(event));
      }
      assertThat(is.hasMoreEvents()).isFalse();
    }
  }

  private static String text(RecordedEvent event) {
    var text = new StringBuilder(event.getEventType().getName());
    text.append(' ').append(event.getStartTime()).append(' ').append(event.getEndTime());
    fields(event, text);
    return text.toString();
  }

  private static void fields(RecordedObject of, StringBuilder text) {
    for (ValueDescriptor field : of.getFields()) {
      boolean given =
          of instanceof RecordedThread thread
              && thread.isVirtual()
              && Set.of("osThreadId", "javaName").contains(field.getName());
      if (!given && !field.getName().equals("startTime")) {
        text.append(", ").append(field.getName()).append('=');
        value(of.getValue(field.getName()), text);
      }
    }
  }

  private static void value(Object value, StringBuilder text) {
    switch (value) {
      case RecordedObject object -> fields(object, text);
      case Object[] array -> {
        for (Object element : array) {
          value(element, text);
        }
      }
      case null, default -> text.append(value);
    }
  }

  @Test
  void shouldChangeNothingASecondTime() throws IOException {
    Path again = directory.resolve("again.jfr");
    assertThat(merge(after, again)).isEqualTo(result);
    assertThat(again).hasSameBinaryContentAs(after);
  }

  @Test
  void shouldTakeTheChunkThatReachesFurtherThoughACopyIsLarger() throws IOException {
    Path earlier = Files.copy(after, directory.resolve("earlier.jfr"));
    Path both = directory.resolve("both.jfr");
    long last = Fixture.chunks(after).getLast().offset();
    put(earlier, last + 40, ByteBuffer.allocate(Long.BYTES).array());
    try (RecordingMerge merge = RecordingMerge.of(List.of(earlier, before))) {
      merge.write(both);
    }
    assertThat(both).hasSameBinaryContentAs(after);
  }

  @Test
  void shouldTakeAsMuchAsWasFlushed() throws IOException {
    Path growing = Files.copy(before, directory.resolve("growing.jfr"));
    long last = Fixture.chunks(before).getLast().offset();
    put(growing, last + ChunkHeader.STATE, new byte[] {3});
    Files.write(growing, new byte[100], StandardOpenOption.APPEND);
    Path merged = directory.resolve("merged.jfr");
    merge(growing, merged);
    assertThat(merged).hasSameBinaryContentAs(after);
  }

  @Test
  void shouldCopyAChunkAsItIsThatItDoesNotUnderstand() throws IOException {
    Path odd = Files.copy(before, directory.resolve("odd.jfr"));
    RecordingChunk chunk = Fixture.chunks(odd).get(1);
    try (FileChannel file = FileChannel.open(odd)) {
      var input = new ChunkInput(file, chunk.offset(), chunk.header().size());
      input.position(chunk.header().checkpoint());
      for (int i = 0; i < 5; i++) {
        input.number();
      }
      input.skip(1);
      put(odd, chunk.offset() + input.position(), new byte[] {127});
    }
    Path merged = directory.resolve("odd-merged.jfr");
    RecordingMerge.Result result = merge(odd, merged);
    assertThat(result.warning().orElseThrow())
        .startsWith(
            "the JVM's events of virtual threads share a lane in JMC, in 1 of %d chunks: %s at byte %d: "
                .formatted(result.chunks(), odd, chunk.offset()));
    RecordingChunk copied = Fixture.chunks(merged).get(1);
    assertThat(bytes(copied)).isEqualTo(bytes(chunk));
    assertThat(bytes(Fixture.chunks(merged).getFirst()))
        .isEqualTo(bytes(Fixture.chunks(after).getFirst()));
    assertThat(bytes(Fixture.chunks(merged).getLast()))
        .isEqualTo(bytes(Fixture.chunks(after).getLast()));
  }

  private static byte[] bytes(RecordingChunk chunk) throws IOException {
    try (FileChannel file = FileChannel.open(chunk.file())) {
      ByteBuffer bytes = ByteBuffer.allocate((int) chunk.header().size());
      while (bytes.hasRemaining() && file.read(bytes, chunk.offset() + bytes.position()) >= 0) {
        // until full or at the end
      }
      return bytes.array();
    }
  }

  private static void put(Path path, long at, byte[] bytes) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(bytes), at);
    }
  }
}
