package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import dev.jebpf.lang.Bytes;
import dev.jebpf.linux.TraceFs;
import dev.jebpf.map.SegmentBytes;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Kernel events of this JVM, from the user's text to the records.
class EventsKernelTest {
  /// A record, copied out of the ring buffer.
  private record Seen(long tid, long duration, long result, List<Long> words, List<String> texts) {}

  @Test
  void shouldReadMembersAndTextsOfArgumentsAtATracepoint() throws Exception {
    try (var probes = open("tracepoint:sched:sched_process_fork(child.pid, child.tgid, comm=child.comm)")) {
      Thread thread = new Thread(() -> {}, "fork-me");
      thread.start();
      thread.join();

      Seen seen = only(probes, LiveProbes.tid());

      assertThat(seen.words().get(1)).isEqualTo(LiveProbes.pid());
      assertThat(seen.words().get(0)).isGreaterThan(0).isNotEqualTo(LiveProbes.pid());
      assertThat(seen.texts().getFirst()).isEqualTo(Files.readString(Path.of("/proc/thread-self/comm")).strip());
      assertThat(probes.events().total(0).count()).isEqualTo(1);
    }
  }

  @Test
  void shouldDecideTheConditionInTheKernel() throws Exception {
    try (var probes =
        open(
            "tracepoint:sched:sched_process_fork(child.pid)/child.tgid == "
                + LiveProbes.pid()
                + " && !(child.pid < 2 || child.exit_state != 0) && child.comm/",
            "tracepoint:task:task_newtask(task.pid)/task.tgid != " + LiveProbes.pid() + "/")) {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();

      assertThat(drain(probes)).hasSize(1);
      assertThat(probes.events().total(1).count()).isZero();
    }
  }

  @Test
  void shouldTimeASystemCallWithItsArgumentsAndItsResult() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    String missing = "/no/such/file/as/this";
    try (var probes =
        open("tracepoint:syscalls:sys_enter_openat(filename, flags)/result < 0 && flags >= 0/")) {
      try {
        Files.readAllBytes(Path.of(missing));
      } catch (NoSuchFileException _) {
        // as expected
      }

      List<Seen> mine = drain(probes).stream().filter(s -> s.tid() == LiveProbes.tid()).toList();

      Seen seen = mine.stream().filter(s -> s.texts().contains(missing)).findFirst().orElseThrow();
      assertThat(seen.result()).isEqualTo(-2);
      assertThat(seen.duration()).isBetween(1L, 1_000_000_000L);
      assertThat(mine).allMatch(s -> s.result() < 0);
    }
  }

  @Test
  void shouldReadTheRecordOfATracepoint() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    try (var probes = open("tracepoint:sched:sched_process_fork")) {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();

      Seen seen = only(probes, LiveProbes.tid());

      assertThat(seen.words().getFirst()).isEqualTo(LiveProbes.tid());
      assertThat(seen.texts().getFirst()).isEqualTo(Files.readString(Path.of("/proc/thread-self/comm")).strip());
    }
  }

  @Test
  void shouldSayWhatCannotBeHad() throws Exception {
    try (var probes =
        open(
            "tracepoint:sched:sched_process_fork(chidl.pid)",
            "tracepoint:sched:sched_process_frok",
            "kernel:vfs_raed",
            "kernel:*read*")) {
      assertThat(probes.events().served()).isEmpty();
      assertThat(reasons(probes)).hasSize(4);
    }
  }

  static List<String> reasons(KernelProbes probes) {
    return probes.backends().entrySet().stream()
        .filter(e -> e.getKey().contains(":"))
        .map(e -> String.valueOf(e.getValue().reason()))
        .toList();
  }

  private static KernelProbes open(String... texts) throws EventSyntaxException {
    List<EventRequest> requests = new ArrayList<>();
    for (String text : texts) {
      requests.add(EventRequest.parse(text));
    }
    var probes =
        KernelProbes.open(
            ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable())
                .withThresholds(Map.of())
                .withEvents(requests));
    System.err.println(probes.backends());
    return probes;
  }

  private static Seen only(KernelProbes probes, long tid) {
    List<Seen> seen = drain(probes).stream().filter(s -> s.tid() == tid).toList();
    assertThat(seen).hasSize(1);
    return seen.getFirst();
  }

  private static List<Seen> drain(KernelProbes probes) {
    List<Seen> seen = new ArrayList<>();
    probes.drain(
        new IgnoredRecordsForTest() {
          @Override
          public void onKernelEvent(EventRecord event) {
            List<Long> words = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              words.add(event.word(i));
            }
            seen.add(
                new Seen(event.tid(), event.duration(), event.result(), words, texts(event)));
          }
        });
    return seen;
  }

  private static List<String> texts(EventRecord event) {
    if (!(event instanceof EventTextRecord record)) {
      return List.of();
    }
    Bytes all = record.texts();
    byte[] bytes = ((SegmentBytes) all).segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 256) {
      int end = at;
      while (bytes[end] != 0) {
        end++;
      }
      texts.add(new String(Arrays.copyOfRange(bytes, at, end), java.nio.charset.StandardCharsets.UTF_8));
    }
    return texts;
  }
}
