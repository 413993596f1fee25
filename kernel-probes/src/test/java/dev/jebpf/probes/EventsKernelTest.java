package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.linux.TraceFs;
import dev.jebpf.probes.LiveEvents.Seen;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Kernel events at tracepoints, from the user's text to the records.
@Tag("kernel")
class EventsKernelTest {
  private static void startAThread() throws InterruptedException {
    Thread thread = new Thread(() -> {}, "started");
    thread.start();
    thread.join();
  }

  private static String comm() throws Exception {
    return Files.readString(Path.of("/proc/thread-self/comm")).strip();
  }

  @Test
  void shouldReadMembersAndTextsOfArguments() throws Exception {
    try (var live =
        LiveEvents.of(
            "tracepoint:sched:sched_process_fork(child.pid, group=child.tgid, comm=child.comm,"
                + " leader=child.group_leader.pid)")) {
      startAThread();

      Seen seen = live.mine().getFirst();

      assertThat(live.mine()).hasSize(1);
      assertThat(seen.number("group")).isEqualTo(LiveProbes.pid());
      assertThat(seen.number("leader")).isEqualTo(LiveProbes.pid());
      assertThat(seen.number("pid")).isPositive().isNotEqualTo(LiveProbes.pid());
      assertThat(seen.text("comm")).isEqualTo(comm());
      assertThat(seen.start()).isBetween(1L, System.nanoTime());
      assertThat(seen.duration()).isZero();
      assertThat(live.probes.events().total(0).count()).isEqualTo(1);
    }
  }

  @Test
  void shouldDecideTheConditionInTheKernel() throws Exception {
    int pid = LiveProbes.pid();
    try (var live =
        LiveEvents.of(
            "tracepoint:sched:sched_process_fork(child.pid)/child.tgid == "
                + pid
                + " && !(child.pid < 2 || child.exit_state != 0) && child.comm/",
            "tracepoint:task:task_newtask(task.pid)/task.tgid != " + pid + "/",
            "tracepoint:sched:sched_process_exit(p.pid)/p.pid > -1 && p.flags & 0x4/")) {
      startAThread();
      awaitOneOf(live, 2);

      assertThat(live.all())
          .extracting(Seen::event)
          .contains("tracepoint.sched.sched_process_fork");
      assertThat(live.probes.events().total(0).count()).isEqualTo(1);
      assertThat(live.probes.events().total(1).count()).isZero();
    }
  }

  /// Who joins a thread goes on before that thread has left the kernel.
  private static void awaitOneOf(LiveEvents live, int event) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (live.probes.events().total(event).count() == 0) {
      assertThat(System.nanoTime()).as("until event %d came", event).isLessThan(deadline);
      Thread.sleep(1);
    }
  }

  @Test
  void shouldTimeASystemCallWithItsArgumentsAndItsResult() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    String missing = "/no/such/file/as/this";
    try (var live =
        LiveEvents.of(
            "tracepoint:syscalls:sys_enter_openat(filename, flags)/result < 0 && flags >= 0/")) {
      try {
        Files.readAllBytes(Path.of(missing));
      } catch (NoSuchFileException _) {
        // as expected
      }
      Files.readString(Path.of("/proc/self/comm"));

      List<Seen> mine = live.mine();

      Seen seen =
          mine.stream().filter(s -> s.text("filename").equals(missing)).findFirst().orElseThrow();
      assertThat(seen.result()).isEqualTo(-2);
      assertThat(seen.duration()).isBetween(1L, 1_000_000_000L);
      assertThat(mine).allMatch(s -> s.result() < 0);
    }
  }

  @Test
  void shouldRecordOnlyWhatTakesAsLongAsTheThreshold() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    try (var live =
        LiveEvents.of(
            Map.of(RecordKind.KERNEL_EVENT, 50_000_000L),
            "tracepoint:syscalls:sys_enter_futex()",
            "tracepoint:syscalls:sys_enter_sched_yield()")) {
      Thread.sleep(60);
      for (int i = 0; i < 10; i++) {
        Thread.yield();
      }

      assertThat(live.mine()).hasSize(1);
      assertThat(live.mine().getFirst().event()).isEqualTo("tracepoint.syscalls.sys_enter_futex");
      assertThat(live.mine().getFirst().duration()).isBetween(50_000_000L, 500_000_000L);
    }
  }

  @Test
  void shouldReadTheRecordOfATracepoint() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    try (var live = LiveEvents.of("tracepoint:sched:sched_process_fork")) {
      startAThread();

      Seen seen = live.mine().getFirst();

      assertThat(seen.number("parent_pid")).isEqualTo(LiveProbes.tid());
      assertThat(seen.text("parent_comm")).isEqualTo(comm());
    }
  }

  @Test
  void shouldTraceEverythingAWildcardMatches() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    try (var live = LiveEvents.of("tracepoint:sched:sched_process_*()")) {
      startAThread();

      assertThat(live.probes.events().served()).hasSizeBetween(4, 12);
      assertThat(live.mine())
          .extracting(Seen::event)
          .contains("tracepoint.sched.sched_process_fork");
    }
  }

  @Test
  void shouldForgetTheCallsOfThreadsThatHaveEnded() throws Exception {
    assumeTrue(TraceFs.find().isPresent(), "tracefs");
    try (var live = LiveEvents.of("tracepoint:syscalls:sys_enter_exit()")) {
      for (int i = 0; i < EventMaps.CALLS + 500; i++) {
        startAThread();
        if (i % 500 == 0) {
          live.all();
        }
      }
      live.all();

      assertThat(live.probes.events().total(0).unfollowed()).isZero();
    }
  }

  @Test
  void shouldSayWhatCannotBeHadAndServeTheRest() throws Exception {
    try (var live =
        LiveEvents.of(
            "tracepoint:sched:sched_process_fork(chidl.pid)",
            "tracepoint:sched:sched_process_frok",
            "tracepoint:sched:sched_process_exec()",
            "tracepoint:sched:sched_process_exec(p)",
            "tracepoint:task:task_newtask(task.no_such_member)",
            "tracepoint:task:task_newtask(task.mm.owner)/duration > 1ms/",
            "tracepoint:task:task_newtask(task.se)",
            "kernel:vfs_raed",
            "kernel:*read*")) {
      assertThat(live.probes.events().served()).hasSize(1);
      assertThat(live.missing())
          .satisfiesExactlyInAnyOrder(
              m -> assertThat(m).contains("has no argument chidl (did you mean 'child'?)"),
              m -> assertThat(m).contains("no tracepoint").contains("sched_process_fork'"),
              m -> assertThat(m).contains("is traced already"),
              m -> assertThat(m).contains("struct task_struct has no member no_such_member"),
              m -> assertThat(m).contains("a tracepoint has no duration"),
              m -> assertThat(m).contains("name a part of it, such as load"),
              m -> assertThat(m).contains("no function vfs_raed (did you mean 'vfs_read'"),
              m -> assertThat(m).contains("at most 64 can be traced with one pattern"));
    }
  }
}
