package dev.jebpf.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.breakdown.VirtualAccount;
import dev.jebpf.probes.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTreeTest {
  private final CallAccount request = call("a.b.Api.handle", 1, 0, 1000);
  private final CallAccount answer = call("a.b.Api.answer", 2, 1, 990);
  private final CallAccount charge = call("a.b.Payments$Line.charge", 3, 2, 980);
  private final CallAccount early = call("a.b.Log.a", 4, 3, 400);
  private final CallAccount late = call("a.b.Log.b", 5, 3, 500);
  private final CallTree tree = new CallTree(List.of(late, early, charge, answer, request));

  @Test
  void shouldFindOutermostCalls() {
    assertThat(tree.roots()).containsExactly(request);
    assertThat(tree.children(charge)).containsExactlyInAnyOrder(early, late);
  }

  @Test
  void shouldFollowCallsThatOnlyPassOn() {
    assertThat(tree.chain(request)).containsExactly(request, answer, charge);
    assertThat(tree.chain(early)).containsExactly(early);
  }

  @Test
  void shouldNameEachClassOfAChainOnce() {
    var chain = List.of(request, answer, charge);
    assertThat(ChainName.of(chain, 60)).isEqualTo("Api.handle > answer > Payments$Line.charge");
    assertThat(ChainName.of(List.of(request, answer, answer, charge), 40))
        .isEqualTo("Api.handle > ... > Payments$Line.charge");
    assertThat(ChainName.of(chain, 30)).isEqualTo("Payments$Line.charge");
    assertThat(ChainName.of(List.of(request), 5)).isEqualTo("Api.handle");
  }

  @Test
  void shouldKeepCallsWhoseParentIsMissingOrImpossible() {
    var orphan = call("x.Y.z", 7, 99, 10);
    var longer = call("x.Y.z", 8, 7, 20);
    var itself = call("x.Y.z", 9, 9, 10);
    assertThat(new CallTree(List.of(orphan, longer, itself)).roots())
        .containsExactly(orphan, longer, itself);
  }

  private static CallAccount call(String method, long spanId, long parent, long nanos) {
    return new CallAccount(
        method,
        null,
        Instant.EPOCH,
        "main",
        1,
        1,
        false,
        spanId,
        parent,
        List.of(),
        nanos,
        new StateTimes(Map.of(State.CPU, nanos)),
        VirtualAccount.NONE);
  }
}
