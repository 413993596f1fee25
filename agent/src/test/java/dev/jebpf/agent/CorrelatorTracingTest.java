package dev.jebpf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.config.AgentOptions;
import dev.jebpf.correlator.CorrelatorOptions;
import dev.jebpf.probes.RecordKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CorrelatorTracingTest {
  @Test
  void shouldAskForWhatTheCorrelatorDoesByDefault() throws Exception {
    assertThat(options("")).isEqualTo(CorrelatorOptions.DEFAULT);
  }

  @Test
  void shouldHandOnThresholdsByKind() throws Exception {
    CorrelatorOptions options = options("threshold=call:1ms;file:2ms;tcp:3ms");
    assertThat(options.callThreshold()).isEqualTo(Duration.ofMillis(1));
    assertThat(options.thresholds())
        .containsEntry(RecordKind.FILE_SYNC, 2_000_000L)
        .containsEntry(RecordKind.TCP_SEND, 3_000_000L)
        .containsEntry(RecordKind.TCP_CONNECT, 0L);
  }

  @Test
  void shouldLeaveOutWhatIsNotWanted() throws Exception {
    CorrelatorOptions options = options("events=file");
    assertThat(options.account()).isFalse();
    assertThat(options.thresholds()).containsKey(RecordKind.FILE_READ);
    assertThat(options.thresholds().keySet()).noneMatch(RecordKind::tcp);
    assertThat(options("events=none").thresholds()).isEmpty();
  }

  @Test
  void shouldHandOnSlotsAndPeriod() throws Exception {
    CorrelatorOptions options = options("slots=100,period=1s");
    assertThat(options.slots()).isEqualTo(128);
    assertThat(options.period()).isEqualTo(Duration.ofSeconds(1));
  }

  private static CorrelatorOptions options(String text) throws Exception {
    return CorrelatorTracing.correlatorOptions(AgentOptions.parse(text));
  }
}
