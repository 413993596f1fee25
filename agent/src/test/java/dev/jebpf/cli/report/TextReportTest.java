package dev.jebpf.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.cli.text.Canvas;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextReportTest {
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void useUtc() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @Test
  void shouldShowThreadsAndAddUpTheRest() {
    assertThat(text(80, By.THREAD, 2))
        .isEqualTo(
            """
            3 threads, 20.1 s together: orders.jfr

            THREAD                 WALL                LARGEST STATES
            pool-1-thread-7      10.0 s  ###LLpDDDDnn  disk 31%  cpu 25%  rest 44%
            virtual #77         50.0 ms  #ppppppppppp  park 90%  cpu 10%
            rest: 1 thread       10.0 s  pppppppppppp  park 100%

            All threads together
              p park              11.0 s  55.1%   n network           2.00 s  10.0%
              D disk              3.10 s  15.4%   L lock              1.40 s   7.0%
              # cpu               2.51 s  12.5%   r runqueue.woken   1.00 ms   0.0%

            losses:   slotsExhausted 3
            backends: sched.switch: tp_btf:sched_switch
                      tcp.retransmit: unavailable: no tracepoint tcp_retransmit_skb
            """);
  }

  @Test
  void shouldShowMethods() {
    assertThat(text(100, By.METHOD, 20))
        .isEqualTo(
            """
            1 method, 12,345 calls: orders.jfr
            The time of a method contains that of the methods it calls.

            METHOD                                          CALLS THROWN     TOTAL    MEDIAN       P99       MAX
            dev.jebpf.samples.orders.OrderStore.insert     12,345      2    10.0 s    800 us   12.0 ms   40.0 ms
              #########LLLLLppppDDDDDDDDDDDDnnnnnnnn  disk 31%  cpu 25%  network 20%  lock 14%  park 10%
              pinned 150 ms: native frames 12, critical sections 0

              # cpu              L lock             D disk
              r runqueue.woken   p park             n network

            losses:   slotsExhausted 3
            backends: sched.switch: tp_btf:sched_switch
                      tcp.retransmit: unavailable: no tracepoint tcp_retransmit_skb
            """);
  }

  @Test
  void shouldShowCallsWithTheCallsInsideThem() {
    assertThat(text(80, By.CALL, 20))
        .isEqualTo(
            """
            1 outermost call past the threshold, 40.0 ms together: orders.jfr

              40.0 ms  d.jebpf.samples.orders.OrderApi.place   12:00:00.250  pool-1-thread-7
                       ###LLLLDDDDDDDDDDDDDDDDDDD  disk 75%  lock 15%  cpu 10%
                       threw java.io.IOException
                       from com.sun.net.httpserver.Filter.doFilter:98
              31.0 ms    OrderStore.insert                    disk 97%  cpu 3%

            All outermost calls together
              D disk    30.0 ms  75.0%   # cpu     4.00 ms  10.0%
              L lock    6.00 ms  15.0%   F fault      7 ns   0.0%

            losses:   slotsExhausted 3
            backends: sched.switch: tp_btf:sched_switch
                      tcp.retransmit: unavailable: no tracepoint tcp_retransmit_skb
            """);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFitEightyColumns(By by) {
    assertThat(new TextReport(Canvas.of(80), by, 20).lines("orders.jfr", Sample.report()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowTheSameTextInColour(By by) {
    var coloured = new TextReport(new Canvas(80, true), by, 2).lines("orders.jfr", Sample.report());
    assertThat(String.join("\n", coloured).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(String.join("\n", plain(by)))
        .isNotEqualTo(String.join("\n", coloured));
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhenThereIsNothing(By by) {
    var empty = new BreakdownReport(List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of());
    assertThat(new TextReport(Canvas.of(100), by, 20).lines("x.jfr", empty))
        .anySatisfy(line -> assertThat(line).startsWith("No ").contains("x.jfr"))
        .anySatisfy(line -> assertThat(line).startsWith("losses:   unknown"))
        .anySatisfy(line -> assertThat(line).startsWith("backends: unknown"));
  }

  private static List<String> plain(By by) {
    return new TextReport(Canvas.of(80), by, 2).lines("orders.jfr", Sample.report());
  }

  private static String text(int width, By by, int top) {
    var text = new StringBuilder();
    new TextReport(Canvas.of(width), by, top)
        .lines("orders.jfr", Sample.report())
        .forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return text.toString();
  }
}
