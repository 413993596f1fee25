package dev.jebpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.feature.Feature;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.Result;
import dev.jebpf.lang.Uprobe;
import dev.jebpf.lang.Uretprobe;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.UserSite;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Programs at a function of the C library.
@Tag("kernel")
class UprobeTest {
  /// Counts only calls with the numbers of these tests, for uprobes are in every process.
  private record Calls(MappedArray<Tally> tallies) {
    private static final int NUMBER = -7_654_321;

    @Uprobe
    void called(long number) {
      if (number == NUMBER) {
        tallies.at(0).addCount(1);
        tallies.at(0).addSum(number);
      }
    }

    @Uretprobe
    void returned(@Result long result) {
      if (result == -NUMBER) {
        tallies.at(0).addResults(1);
      }
    }
  }

  private static void call(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(UserFunction.call(Calls.NUMBER)).isEqualTo(-Calls.NUMBER);
    }
  }

  @Test
  void shouldSeeEachCallWithItsArgumentAndEachReturnWithItsResult() throws Exception {
    call(1); // linked, loaded
    UserSite site = UserFunction.site();
    long before = Descriptors.open();
    try (LinkRig rig = new LinkRig()) {
      var calls = new Calls(rig.tallies);
      rig.attach(LinkRig.COMPILER.compile(calls, "called", new AttachPoint.Uprobe(site)));
      rig.attach(LinkRig.COMPILER.compile(calls, "returned", new AttachPoint.Uretprobe(site)));
      call(50);
      rig.detach();
      call(3);
      assertThat(rig.tally().count()).isEqualTo(50);
      assertThat(rig.tally().sum()).isEqualTo(50L * Calls.NUMBER);
      assertThat(rig.tally().results()).isEqualTo(50);
    }
    assertThat(Descriptors.open()).isEqualTo(before);
  }

  @Test
  void shouldSeeTheSameWithOneLinkForMany() throws Exception {
    call(1);
    List<UserSite> sites = List.of(UserFunction.site());
    try (LinkRig rig = new LinkRig()) {
      var calls = new Calls(rig.tallies);
      var entry =
          LinkRig.COMPILER.compile(calls, "called", new AttachPoint.UprobeMulti(sites, false));
      var exit =
          LinkRig.COMPILER.compile(calls, "returned", new AttachPoint.UprobeMulti(sites, true));
      if (!LinkRig.FEATURES.support(Feature.UPROBE_MULTI).isSupported()) {
        assertThatThrownBy(() -> rig.attach(entry))
            .hasMessageContaining("uprobe.multi came with 6.6");
        return;
      }
      rig.attach(entry);
      rig.attach(exit);
      call(50);
      rig.detach();
      call(3);
      assertThat(rig.tally().count()).isEqualTo(50);
      assertThat(rig.tally().results()).isEqualTo(50);
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() throws Exception {
    try (LinkRig rig = new LinkRig()) {
      var spec =
          LinkRig.COMPILER.compile(
              new Calls(rig.tallies),
              "called",
              new AttachPoint.Uprobe(UserSite.of("/no/such/library", 64)));
      assertThatThrownBy(() -> rig.attach(spec))
          .isInstanceOf(AttachException.class)
          .hasMessage("there is no file /no/such/library");
    }
  }

  @Test
  void shouldSayThatAPlaceIsBeyondTheFile() throws Exception {
    UserSite beyond = UserSite.of(UserFunction.site().file(), 1L << 40);
    try (LinkRig rig = new LinkRig()) {
      var spec =
          LinkRig.COMPILER.compile(
              new Calls(rig.tallies), "called", new AttachPoint.Uprobe(beyond));
      assertThatThrownBy(() -> rig.attach(spec))
          .isInstanceOf(AttachException.class)
          .hasMessageContaining("+0x10000000000 can't be probed: beyond the file's end");
    }
  }
}
