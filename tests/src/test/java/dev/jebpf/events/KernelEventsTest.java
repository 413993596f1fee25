package dev.jebpf.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.assertj.core.api.AbstractLongAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class KernelEventsTest {
  private static final String FORK = "tracepoint:sched:sched_process_fork";
  private static final String READ = "kernel:vfs_read";
  private static final String PREAD = "tracepoint:syscalls:sys_enter_pread64";
  private static final String OPENAT = "tracepoint:syscalls:sys_enter_openat";

  /// The records of system calls are described in tracefs; where it is not mounted, the child gets
  /// it in a mount namespace of its own.
  private static final List<String> WITH_TRACEFS =
      List.of(
          "unshare",
          "--mount",
          "sh",
          "-c",
          "[ -d /sys/kernel/tracing/events ] || mount -t tracefs tracefs /sys/kernel/tracing || exit;"
              + " exec \"$0\" \"$@\"");

  @TempDir Path directory;

  @Test
  void shouldRecordWhatATracepointSays() throws IOException {
    TracedEvents traced =
        TracedEvents.of(
            directory,
            List.of(),
            FORK
                + "(child.pid,group=child.tgid,comm=child.comm,to=parent.pid)"
                + "/child.tgid == parent.tgid/");

    List<RecordedEvent> all = traced.byConsumer(type(FORK));
    List<RecordedEvent> mine = in(all, "start");

    assertThat(mine).hasSize(StartsAndReads.THREADS);
    assertThat(mine).extracting(event -> event.getLong("pid")).isEqualTo(traced.printed("started"));
    assertThat(mine)
        .allSatisfy(event -> assertThat(event.getLong("group")).isEqualTo(traced.run().pid()))
        .allSatisfy(event -> assertThat(event.getLong("to")).isEqualTo(event.getLong("osThreadId")))
        .allSatisfy(
            event -> assertThat(event.getString("comm")).isEqualTo(traced.run().value("comm")))
        .allSatisfy(event -> assertThat(event.getDuration()).isLessThan(Duration.ofNanos(1_000)));
    checkOrigin(traced, mine, "start");
    checkTool(traced, type(FORK), all, "pid", "group", "comm", "to", "osThreadId", "spanId");
    checkTotal(traced, type(FORK)).isGreaterThanOrEqualTo(all.size());
  }

  @Test
  void shouldRecordACallWithItsArgumentsResultAndDuration() throws IOException {
    assumeTrue(
        Files.readAllLines(Path.of("/proc/filesystems")).contains("nodev\ttracefs"),
        "this kernel has no tracefs");
    TracedEvents traced =
        TracedEvents.of(
            directory,
            WITH_TRACEFS,
            PREAD + "(count,pos)/count == " + StartsAndReads.BYTES + " && result >= 0/",
            OPENAT + "(filename)/result == -2/");

    List<RecordedEvent> reads = checkReads(traced, type(PREAD));
    for (int i = 0; i < reads.size(); i++) {
      assertThat(reads.get(i).getLong("pos")).isEqualTo(StartsAndReads.BYTES - i);
    }
    checkTool(traced, type(PREAD), reads, "count", "pos", "result", "spanId");

    List<RecordedEvent> failures = traced.byConsumer(type(OPENAT));
    List<RecordedEvent> mine = in(failures, "open");
    assertThat(mine).singleElement();
    assertThat(mine.getFirst().getString("filename"))
        .isEqualTo(StartsAndReads.missing(traced.file()).toString());
    assertThat(mine.getFirst().getString("error")).isEqualTo("ENOENT");
    checkTool(traced, type(OPENAT), failures, "filename", "result", "error");
    checkTotal(traced, type(OPENAT)).isGreaterThanOrEqualTo(failures.size());
  }

  @Test
  void shouldRecordAFunctionWithItsArgumentsResultAndDuration() throws IOException {
    KernelFeatures kernel = KernelFeatures.of(Kernel.running());
    assumeThat(List.of(Feature.FENTRY, Feature.KPROBE))
        .as("fentry, or kprobes")
        .anyMatch(feature -> kernel.support(feature).isSupported());
    TracedEvents traced =
        TracedEvents.of(
            directory,
            List.of(),
            READ
                + "(count,name=file.f_path.dentry.d_name.name)/count == "
                + StartsAndReads.BYTES
                + "/");

    List<RecordedEvent> reads = checkReads(traced, type(READ));

    assertThat(reads)
        .extracting(event -> event.getString("name"))
        .containsOnly(traced.file().getFileName().toString());
    checkTool(traced, type(READ), reads, "count", "name", "result", "spanId");
  }

  /// All reads of the child, by whatever they go through.
  private static List<RecordedEvent> checkReads(TracedEvents traced, String type)
      throws IOException {
    List<RecordedEvent> reads = traced.byConsumer(type);
    assertThat(reads).hasSize(StartsAndReads.READS);
    for (int i = 0; i < reads.size(); i++) {
      assertThat(reads.get(i).getLong("result")).isEqualTo(i);
    }
    assertThat(reads)
        .allSatisfy(event -> assertThat(event.getLong("count")).isEqualTo(StartsAndReads.BYTES))
        .allSatisfy(event -> assertThat(event.getString("error")).isNull())
        .allSatisfy(event -> assertThat(event.getDuration()).isPositive());
    checkOrigin(traced, reads, "read");
    checkTotal(traced, type).isEqualTo(reads.size());
    return reads;
  }

  private static String type(String event) {
    return "jebpf." + event.replace(':', '.');
  }

  private static List<RecordedEvent> in(List<RecordedEvent> events, String method) {
    String name = StartsAndReads.class.getSimpleName() + "." + method;
    return events.stream()
        .filter(event -> event.getString("method") != null)
        .filter(event -> event.getString("method").endsWith(name))
        .toList();
  }

  /// The main thread did it, within the only call of a method, while it says it was at work.
  private static void checkOrigin(TracedEvents traced, List<RecordedEvent> events, String method)
      throws IOException {
    RecordedEvent call = in(traced.byConsumer("jebpf.MethodCall"), method).getFirst();
    Instant before = Instant.parse(traced.run().value("before"));
    Instant after = Instant.parse(traced.run().value("after"));
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.getThread("thread").getJavaName()).isEqualTo("main");
              assertThat(event.getString("threadName")).isEqualTo("main");
              assertThat(event.getLong("javaThreadId")).isEqualTo(traced.run().number("thread"));
              assertThat(event.getLong("spanId")).isEqualTo(call.getLong("spanId")).isPositive();
              assertThat(event.getStartTime()).isBetween(call.getStartTime(), call.getEndTime());
              assertThat(event.getEndTime()).isBetween(call.getStartTime(), call.getEndTime());
              assertThat(event.getStartTime()).isBetween(before, after);
            });
  }

  /// `jfr print` tells the same.
  private static void checkTool(
      TracedEvents traced, String type, List<RecordedEvent> events, String... fields)
      throws IOException {
    List<JsonNode> printed = traced.byTool(type);
    assertThat(printed).hasSameSizeAs(events);
    for (int i = 0; i < printed.size(); i++) {
      for (String field : fields) {
        Object value = events.get(i).getValue(field);
        assertThat(printed.get(i).get(field).asText())
            .as("%s of event %d", field, i)
            .isEqualTo(String.valueOf(value));
      }
    }
  }

  /// What the kernel counted, of which nothing was lost: it began before the recording did.
  private static AbstractLongAssert<?> checkTotal(TracedEvents traced, String type)
      throws IOException {
    RecordedEvent total =
        traced.byConsumer("jebpf.KernelEventStatistics").stream()
            .filter(event -> ("jebpf." + event.getString("event")).equals(type))
            .reduce((_, last) -> last)
            .orElseThrow();
    assertThat(total.getLong("dropped")).isZero();
    assertThat(total.getLong("unfollowed")).isZero();
    return assertThat(total.getLong("count"));
  }
}
