package dev.jebpf.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.probes.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineFormatsTest {
  private static final String STATES =
      Arrays.stream(State.values()).map(State::label).reduce((a, b) -> a + "," + b).orElseThrow();

  @Test
  void shouldWriteOneJsonObject() throws IOException {
    var names = new ArrayList<String>();
    try (var parser = new JsonFactory().createParser(json(Integer.MAX_VALUE))) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      assertThat(parser.nextToken()).isNull();
    }
    assertThat(names)
        .containsExactly("threads", "methods", "calls", "losses", "overhead", "backends");
  }

  @Test
  void shouldWriteEveryStateOfEveryAccount() throws IOException {
    for (var state : State.values()) {
      assertThat(json(Integer.MAX_VALUE).split("\"" + state.label() + "\":", -1)).hasSize(1 + 6);
    }
  }

  @Test
  void shouldKeepTheMostImportantFirst() throws IOException {
    assertThat(json(1)).contains("pool-1-thread-7").doesNotContain("GC Thread#0");
    assertThat(json(1))
        .contains("\"slotsExhausted\":3")
        .contains("\"tcp.retransmit\":\"unavailable: no tracepoint tcp_retransmit_skb\"");
  }

  @Test
  void shouldWriteCsvWithEveryState() {
    assertThat(new CsvReport(By.METHOD, 5).text(Sample.report()))
        .isEqualTo(
            "method,count,errors,p50Nanos,p99Nanos,maxNanos,wallNanos,"
                + STATES
                + "\r\ndev.jebpf.samples.orders.OrderStore.insert,12345,2,800000,12000000,40000000,"
                + "10001000000,2500000000,0,1000000,0,1400000000,0,1000000000,0,0,0,3100000000,"
                + "2000000000,0,0,0,0,0,0\r\n");
  }

  @Test
  void shouldQuoteCsvFieldsThatNeedIt() {
    var thread = new ThreadAccount("a,\"b\"\r\nc", 1, 2, false, false, 0, StateTimes.NONE);
    var report =
        new BreakdownReport(List.of(thread), List.of(), List.of(), Map.of(), Map.of(), Map.of());
    assertThat(new CsvReport(By.THREAD, 5).text(report)).contains("\r\n\"a,\"\"b\"\"\r\nc\",1,2,");
  }

  private static String json(int top) throws IOException {
    var out = new ByteArrayOutputStream();
    new JsonReport(top).write(Sample.report(), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
