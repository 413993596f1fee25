package dev.jebpf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.cli.text.Canvas;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Support;
import dev.jebpf.linux.Lockdown;
import dev.jebpf.linux.Privileges;
import dev.jebpf.probes.Backend;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static final long BPF_AND_PERFMON = 1L << 39 | 1L << 38;

  @Test
  void shouldWrapDetailsBelowThemselves() {
    var section =
        new Section(
            "Things",
            List.of(
                Finding.ok("short", ""),
                Finding.no("a longer name", "one two three four five six seven eight nine")));
    assertThat(section.lines(Canvas.of(45)))
        .containsExactly(
            "Things",
            "  ok    short",
            "  no    a longer name  one two three four",
            "                       five six seven eight",
            "                       nine");
    assertThat(section.passed()).isTrue();
  }

  @Test
  void shouldPassWithTheTwoCapabilities() {
    var section = user(BPF_AND_PERFMON, Lockdown.INTEGRITY, true);
    assertThat(section.passed()).isTrue();
    assertThat(section.title()).isEqualTo("This process, user 1000");
  }

  @Test
  void shouldFailWithoutThemAndSayHowToGetThem() {
    var section = user(1L << 39, Lockdown.NONE, true);
    assertThat(section.passed()).isFalse();
    assertThat(String.join(" ", section.lines(Canvas.of(200))))
        .contains("ok    CAP_BPF", "FAIL  CAP_PERFMON", "AmbientCapabilities=", "--cap-add");
  }

  @Test
  void shouldFailWhereCapabilitiesDoNotCount() {
    assertThat(user(BPF_AND_PERFMON, Lockdown.CONFIDENTIALITY, true).passed()).isFalse();
    assertThat(user(BPF_AND_PERFMON, Lockdown.NONE, false).passed()).isFalse();
  }

  @Test
  void shouldFailOnlyWhenNoProbeIsServed() {
    var served = new Backend("btf tracepoint sched_switch", null);
    var unavailable = new Backend(null, "no tracepoint");
    assertThat(ProbeChecks.section(Map.of("a", served, "b", unavailable)).passed()).isTrue();
    assertThat(ProbeChecks.section(Map.of("b", unavailable)).passed()).isFalse();
    assertThat(ProbeChecks.section(Map.of("b", unavailable)).findings())
        .contains(Finding.no("b", "unavailable: no tracepoint"));
  }

  @Test
  void shouldSayOnceWhatIsMissingForOneReason() {
    var supports = new EnumMap<Feature, Support>(Feature.class);
    supports.put(Feature.KERNEL_BTF, Support.supported());
    supports.put(Feature.KPROBE, new Support.Unsupported("not configured"));
    supports.put(Feature.TRACEFS, new Support.Inconclusive("not mounted"));
    supports.put(Feature.PERF_TRACEPOINT, new Support.Inconclusive("not mounted"));
    supports.put(Feature.RING_BUFFER, new Support.Inconclusive("create a: EPERM"));
    supports.put(Feature.HASH_TABLE, new Support.Inconclusive("create b: EPERM"));
    assertThat(KernelChecks.section(supports, false).findings())
        .containsExactly(
            Finding.ok("BTF of the kernel", ""),
            Finding.unknown(
                "2 features", "hash map, ring buffer map: can't be tried without the capabilities"),
            Finding.unknown("2 features", "perf tracepoint, tracefs: not mounted"),
            Finding.no("kprobe", "not configured"));
    assertThat(KernelChecks.section(supports, true).findings())
        .contains(Finding.unknown("hash map", "create b: EPERM"));
  }

  @Test
  void shouldFindThisJvmFit() {
    assertThat(JvmChecks.section().passed()).isTrue();
  }

  private static Section user(long capabilities, Lockdown lockdown, boolean initialNamespace) {
    var privileges = new Privileges(capabilities, 0, lockdown, 2, 2, 0, initialNamespace);
    return UserChecks.section("This process", 1000, privileges);
  }
}
