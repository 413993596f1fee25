package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.probes.IoUring.By;
import dev.jebpf.probes.LiveProbes.Operation;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reads and writes that no system call asks for: functions see them, system calls don't.
@Tag("kernel")
class IoUringKernelTest {
  private static final int SIZE = 3_000;
  private static final int ROUNDS = 5;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Files.write(folder.toRealPath().resolve("ring"), new byte[SIZE]);
  }

  @ParameterizedTest
  @EnumSource(By.class)
  void shouldBeSeenByEveryFunctionMechanism(By by) throws Exception {
    var checked = EnumSet.noneOf(Mechanism.class);
    try (IoUring ring = ring();
        FileDescriptor opened = ring.open(file)) {
      for (Mechanism mechanism : EnumSet.complementOf(EnumSet.of(Mechanism.TRACEPOINT))) {
        try (var live = live(mechanism)) {
          if (live.probes.backends().get(ProbeSet.FILES).available()) {
            work(ring, opened, by);
            check(live.operations(), mechanism);
            checked.add(mechanism);
          }
        }
      }
    }
    assumeThat(checked).as("fentry, or kprobes").isNotEmpty();
  }

  /// Nothing of the ring, and the read that is a system call.
  @Test
  void shouldBypassSystemCalls() throws Exception {
    try (IoUring ring = ring();
        FileDescriptor opened = ring.open(file);
        var channel = FileChannel.open(file);
        var live = live(Mechanism.TRACEPOINT)) {
      for (By by : By.values()) {
        work(ring, opened, by);
      }
      int read = channel.read(ByteBuffer.allocateDirect(123), 0);

      assertThat(read).isEqualTo(123);
      assertThat(mine(live.operations()))
          .extracting(Operation::kind, Operation::result)
          .containsExactly(tuple(RecordKind.FILE_READ, 123L));
    }
  }

  private static IoUring ring() {
    try {
      return IoUring.open();
    } catch (UnsupportedOperationException e) {
      return abort("this kernel does not let us: " + e.getMessage());
    }
  }

  private static LiveProbes live(Mechanism mechanism) throws InterruptedException {
    var all = new EnumMap<RecordKind, Long>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      all.put(kind, 0L);
    }
    var live =
        new LiveProbes(
            ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable())
                .withThresholds(all)
                .withMechanisms(mechanism));
    Thread.sleep(1); // so that this thread has a slot
    return live;
  }

  /// Writes over the file, and reads it, a byte less each time; and a read of nothing.
  private static void work(IoUring ring, FileDescriptor opened, By by) {
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(ring.write(opened, SIZE - i, 0, by)).isEqualTo(SIZE - i);
      assertThat(ring.read(opened, SIZE, i, by)).isEqualTo(SIZE - i);
    }
    assertThat(ring.read(opened, SIZE, SIZE, by)).isZero();
  }

  private void check(List<Operation> operations, Mechanism mechanism) {
    List<Operation> mine = mine(operations);
    assertThat(mine)
        .as(mechanism.name())
        .filteredOn(operation -> operation.kind() == RecordKind.FILE_WRITE)
        .extracting(Operation::result)
        .containsExactlyElementsOf(sizes().toList());
    assertThat(mine)
        .as(mechanism.name())
        .filteredOn(operation -> operation.kind() == RecordKind.FILE_READ)
        .extracting(Operation::result)
        .containsExactlyElementsOf(Stream.concat(sizes(), Stream.of(0L)).toList());
    assertThat(mine).allSatisfy(operation -> assertThat(operation.duration()).isPositive());
  }

  private static Stream<Long> sizes() {
    return Stream.iterate((long) SIZE, size -> size - 1).limit(ROUNDS);
  }

  private List<Operation> mine(List<Operation> operations) {
    return operations.stream()
        .filter(operation -> operation.name().equals(file.toString()))
        .filter(
            operation ->
                operation.kind() == RecordKind.FILE_READ
                    || operation.kind() == RecordKind.FILE_WRITE)
        .toList();
  }
}
