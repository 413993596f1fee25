package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.probes.LiveEvents.Seen;
import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sites of this machine's image of probes under the kernel's breakpoints: each argument in its
/// register or stack slot, each call counted, each tracer told apart.
@Tag("kernel")
class UsdtSitesKernelTest {
  private static final int CALLS = 20_000;
  private static final int THREADS = 4;

  /// Twelve slots: more than x86-64 (6) and aarch64 (8) have registers for.
  @Test
  void shouldReadEveryKindOfArgumentInRegistersAndOnTheStack() throws Exception {
    UsdtProvider provider = UsdtProvider.create("sites");
    UsdtProbe typed =
        provider.probe(
            "typed",
            long.class,
            int.class,
            short.class,
            byte.class,
            boolean.class,
            char.class,
            String.class,
            byte[].class,
            TimeUnit.class,
            Object.class,
            long.class);
    Object object = new Object();
    try (var live =
        LiveEvents.of(
            "usdt:own:sites:typed(arg0,arg1,arg2,arg3,arg4,arg5,text=str(arg6),bytes=str(arg7,arg8),"
                + "unit=str(arg9),arg10,arg11,length=arg8)")) {
      assertThat(live.missing()).isEmpty();
      typed.fire(
          Long.MIN_VALUE,
          -2,
          (short) -3,
          (byte) -4,
          true,
          '\u20ac',
          "gr\u00fcn",
          "ABC".getBytes(),
          TimeUnit.DAYS,
          object,
          Long.MAX_VALUE);

      assertThat(live.mine())
          .singleElement()
          .extracting(Seen::values)
          .satisfies(
              values ->
                  assertThat(values)
                      .containsEntry("arg0", Long.MIN_VALUE)
                      .containsEntry("arg1", -2L)
                      .containsEntry("arg2", -3L)
                      .containsEntry("arg3", -4L)
                      .containsEntry("arg4", 1L)
                      .containsEntry("arg5", 0x20acL)
                      .containsEntry("text", "gr\u00fcn")
                      .containsEntry("bytes", "ABC")
                      .containsEntry("length", 3L)
                      .containsEntry("unit", "DAYS")
                      .containsEntry("arg10", (long) System.identityHashCode(object))
                      .containsEntry("arg11", Long.MAX_VALUE));
    }
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldCountEveryCallOfEveryThread(boolean virtual) throws Exception {
    UsdtProvider provider = UsdtProvider.create("sites");
    UsdtProbe counted = provider.probe("counted", long.class);
    try (var live = LiveEvents.of("usdt:own:sites:counted/arg0 > 0/")) {
      assertThat(live.missing()).isEmpty();
      fire(counted, virtual);

      assertThat(count(live)).isEqualTo(CALLS);
    }
    provider.close();
  }

  /// Odd and even numbers, positive and negative: half of them count.
  private static void fire(UsdtProbe probe, boolean virtual) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Runnable body =
          () -> {
            for (long number = 1; number <= CALLS / THREADS; number++) {
              probe.fire(number);
              probe.fire(-number);
            }
          };
      threads.add(virtual ? Thread.ofVirtual().start(body) : Thread.ofPlatform().start(body));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /// Each hit, whether or not there was room for its record.
  private static long count(LiveEvents live) {
    return live.probes.events().total(0).count();
  }

  @Test
  void shouldServeSeveralTracersAndBeEnabledUntilTheLastOneEnds() throws Exception {
    UsdtProvider provider = UsdtProvider.create("sites");
    UsdtProbe shared = provider.probe("shared", long.class);
    assertThat(shared.isEnabled()).isFalse();
    try (var last = LiveEvents.of("usdt:own:sites:shared")) {
      try (var first = LiveEvents.of("usdt:own:sites:shared/arg0 == 7/")) {
        shared.fire(7L);
        shared.fire(8L);
        assertThat(count(first)).isEqualTo(1);
        assertThat(count(last)).isEqualTo(2);
      }
      assertThat(shared.isEnabled()).isTrue();
      shared.fire(7L);
      assertThat(count(last)).isEqualTo(3);
    }
    assertThat(shared.isEnabled()).isFalse();
    try (var next = LiveEvents.of("usdt:own:sites:shared")) {
      assertThat(shared.isEnabled()).isTrue();
      shared.fire(7L);
      assertThat(count(next)).isEqualTo(1);
    }
    provider.close();
  }
}
