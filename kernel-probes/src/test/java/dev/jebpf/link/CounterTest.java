package dev.jebpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.feature.Feature;
import dev.jebpf.lang.Interval;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.PerfProgram;
import dev.jebpf.lang.Profile;
import dev.jebpf.linux.Cpus;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.PerfCounter;
import dev.jebpf.program.ProgramSpec;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Programs at counters and timers.
@Tag("kernel")
class CounterTest {
  private record Ticks(MappedArray<Tally> tallies) {
    @Profile(hertz = 200)
    void profile() {
      tallies.at(0).addCount(1);
    }

    @Interval(nanos = 1_000_000)
    void interval() {
      tallies.at(0).addCount(1);
    }

    @PerfProgram
    void counted() {
      tallies.at(0).addCount(1);
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static ProgramSpec counted(LinkRig rig, PerfCounter counter, long period) {
    return LinkRig.COMPILER.compile(
        new Ticks(rig.tallies), "counted", new AttachPoint.Counted(counter, period));
  }

  private static long count(LinkRig rig, ProgramSpec spec, Work work) throws Exception {
    rig.attach(spec);
    work.run();
    rig.detach();
    long counted = rig.tally().count();
    Thread.sleep(20);
    assertThat(rig.tally().count()).as("after the link was closed").isEqualTo(counted);
    return counted;
  }

  private static void switchAway() {
    for (int i = 0; i < 200; i++) {
      LockSupport.parkNanos(50_000);
    }
  }

  @Test
  void shouldRunAtEverySoManyContextSwitches() throws Exception {
    long before = Descriptors.open();
    try (LinkRig each = new LinkRig();
        LinkRig tenth = new LinkRig()) {
      assertThat(
              count(each, counted(each, PerfCounter.CONTEXT_SWITCHES, 1), CounterTest::switchAway))
          .isGreaterThanOrEqualTo(200);
      assertThat(
              count(
                  tenth,
                  counted(tenth, PerfCounter.CONTEXT_SWITCHES, 1_000_000_000),
                  CounterTest::switchAway))
          .isZero();
    }
    assertThat(Descriptors.open()).isEqualTo(before);
  }

  @Test
  void shouldRunSoManyTimesASecondOnEveryCpu() throws Exception {
    try (LinkRig rig = new LinkRig()) {
      var spec = LinkRig.COMPILER.compile(new Ticks(rig.tallies), "profile");
      long expected = 100L * Cpus.online().length;
      assertThat(count(rig, spec, () -> Thread.sleep(500))).isBetween(expected / 4, expected * 2);
    }
  }

  @Test
  void shouldRunAtAnIntervalOnOneCpu() throws Exception {
    try (LinkRig rig = new LinkRig()) {
      var spec = LinkRig.COMPILER.compile(new Ticks(rig.tallies), "interval");
      assertThat(count(rig, spec, () -> Thread.sleep(500))).isBetween(100L, 1_000L);
    }
  }

  @Test
  void shouldCountWhatTheProcessorCountsOrSayThatItDoesNot() throws Exception {
    try (LinkRig rig = new LinkRig()) {
      ProgramSpec spec = counted(rig, PerfCounter.CPU_CYCLES, 1_000_000);
      if (LinkRig.FEATURES.support(Feature.HARDWARE_COUNTER).isSupported()) {
        assertThat(count(rig, spec, CounterTest::switchAway)).isPositive();
      } else {
        assertThatThrownBy(() -> rig.attach(spec))
            .isInstanceOf(AttachException.class)
            .hasMessageContaining("does not count CPU_CYCLES");
      }
    }
  }
}
