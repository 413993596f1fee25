package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jebpf.catalog.user.ProcessMaps;
import dev.jebpf.catalog.user.UserFiles;
import dev.jebpf.probes.LiveEvents.Seen;
import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Events at USDT probes: those of this JVM, and those this process makes for itself.
@Tag("kernel")
class UsdtEventsKernelTest {
  private static void requireHotSpotProbes() throws Exception {
    assumeThat(new UserFiles(ProcessMaps.ofSelf()).find("libjvm").probes())
        .as("a JDK with dtrace probes")
        .isNotEmpty();
  }

  @Test
  void shouldSeeThreadsStartWithTheirNames() throws Exception {
    requireHotSpotProbes();
    try (var live = LiveEvents.of("usdt:libjvm:hotspot:thread__start")) {
      assertThat(live.missing()).isEmpty();
      Thread thread = Thread.ofPlatform().daemon().name("named \u00e4").start(() -> {});
      thread.join();

      Seen seen =
          live.all().stream()
              .filter(s -> s.number("javaId") == thread.threadId())
              .findFirst()
              .orElseThrow();

      assertThat(seen.text("name")).isEqualTo("named \u00e4");
      assertThat(seen.number("daemon")).isEqualTo(1);
      assertThat(seen.number("nativeId")).isEqualTo(seen.tid());
    }
  }

  /// Two sites with their argument in other places: `1@%dil`, `1@$1`.
  @Test
  void shouldSeeEachCollection() throws Exception {
    requireHotSpotProbes();
    try (var live = LiveEvents.of("usdt:libjvm:hotspot:gc__begin", "usdt:libjvm:hotspot:gc__end")) {
      assertThat(live.missing()).isEmpty();
      long before = collections();
      for (int i = 0; i < 5; i++) {
        System.gc();
      }
      long collected = collections() - before;

      List<Seen> all = live.all();

      assertThat(all.stream().filter(s -> s.event().equals("usdt.hotspot.gc__begin")))
          .hasSizeGreaterThanOrEqualTo(5)
          .hasSizeLessThanOrEqualTo((int) collected + 2)
          .anyMatch(s -> s.number("full") == 1);
      assertThat(all.stream().filter(s -> s.event().equals("usdt.hotspot.gc__end")))
          .hasSizeGreaterThanOrEqualTo(5);
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void shouldReadTextsWithoutAnEnd() throws Exception {
    requireHotSpotProbes();
    try (var live =
        LiveEvents.of("usdt:libjvm:hotspot:class__loaded(name=str(arg0,arg1),bytes=arg1)")) {
      assertThat(live.missing()).isEmpty();
      loadAgain(LoadedByTheTest.class);

      assertThat(live.mine())
          .filteredOn(s -> s.text("name").endsWith("LoadedByTheTest"))
          .singleElement()
          .satisfies(
              s ->
                  assertThat(s.text("name"))
                      .isEqualTo("dev/jebpf/probes/UsdtEventsKernelTest$LoadedByTheTest")
                      .hasSize((int) s.number("bytes")));
    }
  }

  private static final class LoadedByTheTest {}

  /// JUnit has loaded it before.
  private static void loadAgain(Class<?> type) throws Exception {
    URL here = type.getProtectionDomain().getCodeSource().getLocation();
    try (var loader = new URLClassLoader(new URL[] {here}, null)) {
      assertThat(loader.loadClass(type.getName())).isNotSameAs(type);
    }
  }

  @Test
  void shouldSeeWhatThisProcessFiresAndTellItThatSomeoneListens() throws Exception {
    UsdtProvider provider = UsdtProvider.create("consumer");
    UsdtProbe early = provider.probe("early", long.class, String.class, boolean.class);
    assertThat(early.isEnabled()).isFalse();
    try (var live = LiveEvents.of("usdt:own:consumer:early/arg0 > 0/")) {
      assertThat(live.missing()).isEmpty();
      assertThat(early.isEnabled()).isTrue();
      for (long i = -50; i <= 1_000; i++) {
        early.fire(i, "customer " + i, i % 2 == 0);
      }

      List<Seen> mine = live.mine();

      assertThat(mine)
          .extracting(s -> s.number("arg0"))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
      assertThat(mine).allMatch(s -> s.text("arg1").equals("customer " + s.number("arg0")));
      assertThat(mine).allMatch(s -> s.number("arg2") == (s.number("arg0") % 2 == 0 ? 1 : 0));
    }
    assertThat(early.isEnabled()).isFalse();
  }

  @Test
  void shouldSeeProbesThatAreMadeLater() throws Exception {
    UsdtProvider provider = UsdtProvider.create("grows");
    try (var live = LiveEvents.of("usdt:own:grows:*")) {
      assertThat(live.probes.events().served()).isEmpty();
      UsdtProbe one = provider.probe("one", int.class);
      live.all();
      assertThat(one.isEnabled()).isTrue();
      UsdtProbe two = provider.probe("two");
      live.all();
      one.fire(41);
      two.fire();

      assertThat(live.mine())
          .extracting(Seen::event)
          .containsExactly("usdt.grows.one", "usdt.grows.two");
      assertThat(live.missing()).isEmpty();
    }
  }

  @Test
  void shouldSayWhatCannotBeHad() throws Exception {
    requireHotSpotProbes();
    try (var live =
        LiveEvents.of(
            "usdt:libjvm:hotspott:gc__begin",
            "usdt:libjvm:hotspot:gc__beginn",
            "usdt:libjvm:*:*",
            "usdt:libjvm:hotspot:gc__begin(arg1)",
            "usdt:libjvm:hotspot:gc__begin/duration > 1/",
            "usdt:libc:libc:setjmp",
            "usdt:libjvm:hotspot:gc__begin",
            "usdt:libjvm:hotspot:gc__*")) {
      assertThat(live.probes.events().served())
          .extracting(s -> s.plan().name())
          .containsExactly("usdt.hotspot.gc__begin", "usdt.hotspot.gc__end");
      assertThat(live.missing())
          .satisfiesExactlyInAnyOrder(
              m -> assertThat(m).contains("has no provider hotspott (did you mean 'hotspot'?)"),
              m ->
                  assertThat(m)
                      .contains("has no probe hotspot:gc__beginn (did you mean 'gc__begin'"),
              m -> assertThat(m).contains("at most 64 can be traced with one pattern"),
              m -> assertThat(m).contains("hotspot:gc__begin has no argument arg1"),
              m -> assertThat(m).contains("a USDT probe has no duration"),
              m -> assertThat(m).contains("has no USDT probes"),
              m -> assertThat(m).contains("is traced already"));
    }
  }
}
