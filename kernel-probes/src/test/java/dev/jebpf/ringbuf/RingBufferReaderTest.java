package dev.jebpf.ringbuf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Requires;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.KernelRingBuffer;
import dev.jebpf.map.Maps;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.TestPrograms;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The ring buffer of the running kernel, end to end.
@Tag("kernel")
@Timeout(60)
class RingBufferReaderTest {
  private static final int PER_RUN = 1000;
  private static final long STRIDE = 24;

  private final Kernel kernel = Kernel.running();
  private final long descriptors = Descriptors.open();
  private final KernelMaps maps = Maps.inKernel(kernel);
  private final Arena arena = Arena.ofShared();

  /// Last serial number, records without room.
  private final MemorySegment context = arena.allocate(16, 8);

  private KernelRingBuffer ring;
  private RingBufferReader reader;

  private void open(int bytes) {
    ring = maps.ringBuffer("jebpf.ring", bytes);
    reader = RingBufferReader.open(kernel, ring);
  }

  private LoadedProgram producer(int records, boolean discarding) {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    return ProgramLoader.of(kernel).load(TestPrograms.produce(ring, records, discarding));
  }

  private long dropped() {
    return context.get(JAVA_LONG, 8);
  }

  @BeforeEach
  void start() {
    context.fill((byte) 0);
  }

  @AfterEach
  void closeAll() {
    if (reader != null) {
      reader.close();
    }
    maps.close();
    arena.close();
    assertThat(Descriptors.open()).isEqualTo(descriptors);
  }

  /// Counts records and checks that each is whole and later than the one before.
  private static final class Checker implements RecordConsumer {
    private long count;
    private long last;

    @Override
    public void accept(MemorySegment memory, long offset, int size) {
      long serial = memory.get(JAVA_LONG, offset);
      if (size != 16 || memory.get(JAVA_LONG, offset + 8) != ~serial || serial <= last) {
        throw new AssertionError("record size=" + size + " serial=" + serial + " last=" + last);
      }
      last = serial;
      count++;
    }
  }

  @Test
  void shouldDeliverAMillionRecordsOrCountThemAsDropped() throws Exception {
    open(1 << 18);
    Checker checker = new Checker();
    try (LoadedProgram producer = producer(PER_RUN, false)) {
      CompletableFuture<Void> producing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 1_000_000 / PER_RUN; i++) {
                  producer.run(context);
                }
              });
      while (!producing.isDone()) {
        reader.poll(Duration.ofMillis(50), checker);
      }
      producing.get(10, TimeUnit.SECONDS);
    }
    while (reader.consume(checker) > 0) {}
    assertThat(context.get(JAVA_LONG, 0)).isEqualTo(1_000_000);
    assertThat(checker.count + dropped()).isEqualTo(1_000_000);
    assertThat(checker.count).isGreaterThan((1 << 18) / STRIDE - 1);
  }

  @Test
  void shouldLoseNothingWhenTheReaderKeepsUp() {
    open(1 << 18);
    Checker checker = new Checker();
    try (LoadedProgram producer = producer(PER_RUN, false)) {
      for (int i = 0; i < 1000; i++) {
        producer.run(context);
        reader.consume(checker);
      }
    }
    assertThat(checker.count).isEqualTo(1_000_000);
    assertThat(dropped()).isZero();
    assertThat(reader.unread()).isZero();
  }

  @Test
  void shouldAllocateNothingPerRecord() {
    open(1 << 18);
    Checker checker = new Checker();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    try (LoadedProgram producer = producer(PER_RUN, false)) {
      for (int i = 0; i < 1000; i++) {
        producer.run(context);
        long before = threads.getCurrentThreadAllocatedBytes();
        reader.consume(checker);
        long during = threads.getCurrentThreadAllocatedBytes() - before;
        allocated += i < 500 ? 0 : during; // the first half warms up
      }
    }
    assertThat(checker.count).isEqualTo(1_000_000);
    assertThat(allocated).as("bytes for 500,000 records").isLessThan(50_000);
  }

  @Test
  void shouldNotDeliverDiscardedRecords() {
    open(1 << 18);
    Checker checker = new Checker();
    try (LoadedProgram producer = producer(80, true)) {
      producer.run(context);
    }
    assertThat(reader.unread()).isEqualTo(80 * STRIDE);
    assertThat(reader.consume(checker)).isEqualTo(80);
    assertThat(checker.count).isEqualTo(70);
  }

  @Test
  void shouldDeliverWhatFitsWhenNobodyReads() {
    open(4096);
    Checker checker = new Checker();
    try (LoadedProgram producer = producer(PER_RUN, false)) {
      producer.run(context);
    }
    reader.consume(checker);
    assertThat(checker.count).isEqualTo(4096 / STRIDE);
    assertThat(checker.count + dropped()).isEqualTo(PER_RUN);
  }

  @Test
  void shouldBeWokenByEveryRecordItHasCaughtUpTo() throws Exception {
    open(1 << 14);
    Checker checker = new Checker();
    try (LoadedProgram producer = producer(1, false)) {
      CompletableFuture<Void> producing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  producer.run(context);
                }
              });
      while (checker.count + dropped() < 200_000) {
        long before = checker.count;
        reader.poll(Duration.ofSeconds(5), checker);
        if (checker.count == before && reader.unread() > 0) {
          throw new AssertionError("slept through " + reader.unread() + " bytes");
        }
        if (producing.isDone() && reader.unread() == 0) {
          break;
        }
      }
      producing.get(10, TimeUnit.SECONDS);
    }
    assertThat(checker.count + dropped()).isEqualTo(200_000);
  }

  @Test
  void shouldGoOnBehindARecordItsConsumerFailedOn() {
    open(4096);
    List<Long> seen = new ArrayList<>();
    RecordConsumer failing =
        (memory, offset, _) -> {
          seen.add(memory.get(JAVA_LONG, offset));
          throw new IllegalStateException("no");
        };
    try (LoadedProgram producer = producer(2, false)) {
      producer.run(context);
    }
    assertThatThrownBy(() -> reader.consume(failing)).hasMessage("no");
    assertThatThrownBy(() -> reader.consume(failing)).hasMessage("no");
    assertThat(reader.consume(failing)).isZero();
    assertThat(seen).containsExactly(1L, 2L);
  }

  @Test
  void shouldEndAWaitAtClose() throws Exception {
    open(4096);
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> reader.poll(Duration.ofSeconds(-1), (_, _, _) -> {}));
    while (!waiting.isDone() && reader.isOpen()) {
      reader.close();
    }
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isZero();
    assertThat(reader.poll(Duration.ofSeconds(-1), (_, _, _) -> {})).isZero();
    assertThat(reader.unread()).isZero();
  }

  @Test
  void shouldNotLetARecordsMemoryBeUsedAfterClose() {
    open(4096);
    List<MemorySegment> kept = new ArrayList<>();
    try (LoadedProgram producer = producer(1, false)) {
      producer.run(context);
    }
    reader.consume((memory, _, _) -> kept.add(memory));
    reader.close();
    assertThatThrownBy(() -> kept.getFirst().get(JAVA_LONG, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
