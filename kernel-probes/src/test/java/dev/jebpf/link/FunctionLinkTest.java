package dev.jebpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.compiler.FunctionBackend;
import dev.jebpf.feature.Feature;
import dev.jebpf.lang.FunctionEntry;
import dev.jebpf.lang.FunctionReturn;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.KprobeSession;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.Result;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.ProgramSpec;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs at functions of the kernel, by every backend that it has; where it has none, what it
/// says.
@Tag("kernel")
class FunctionLinkTest {
  private static final Helpers COMPILED_ONLY =
      (Helpers)
          Proxy.newProxyInstance(
              Helpers.class.getClassLoader(),
              new Class<?>[] {Helpers.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private record Reads(int tgid, MappedArray<Tally> tallies) {
    private static final int SIZE = 4_321;

    private boolean mine() {
      return (int) (COMPILED_ONLY.getCurrentPidTgid() >>> 32) == tgid;
    }

    @FunctionEntry("vfs_read")
    void called(long file, long buffer, long count) {
      if (mine() && count == SIZE) {
        tallies.at(0).addCount(1);
        tallies.at(0).addSum(count);
      }
    }

    @FunctionReturn("vfs_read")
    void returned(@Result long result) {
      if (mine() && result == SIZE) {
        tallies.at(0).addResults(1);
      }
    }

    @KprobeSession("vfs_read")
    int session(long file, long buffer, long count, @Result long result) {
      if (!mine()) {
        return 1;
      }
      if (COMPILED_ONLY.sessionIsReturn()) {
        if (result == SIZE) {
          tallies.at(0).addResults(1);
        }
      } else if (count == SIZE) {
        tallies.at(0).addCount(1);
      }
      return 0;
    }
  }

  @TempDir private static Path folder;

  private static int pid() {
    return (int) ProcessHandle.current().pid();
  }

  private static void read(int times) throws Exception {
    Path file = folder.resolve("read");
    Files.write(file, new byte[Reads.SIZE]);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(Reads.SIZE);
      for (int i = 0; i < times; i++) {
        assertThat(channel.position(0).read(buffer.clear())).isEqualTo(Reads.SIZE);
      }
    }
  }

  private static Feature feature(FunctionBackend backend) {
    return switch (backend) {
      case TRAMPOLINE -> Feature.FENTRY;
      case KPROBE_MULTI -> Feature.KPROBE_MULTI;
      case KPROBE -> Feature.KPROBE;
    };
  }

  @ParameterizedTest
  @EnumSource
  void shouldSeeEachCallWithItsArgumentsAndEachResultOrSayWhyNot(FunctionBackend backend)
      throws Exception {
    read(1);
    long before = Descriptors.open();
    try (LinkRig rig = new LinkRig()) {
      var reads = new Reads(pid(), rig.tallies);
      ProgramSpec entry = LinkRig.COMPILER.compile(reads, "called", backend);
      ProgramSpec exit = LinkRig.COMPILER.compile(reads, "returned", backend);
      if (!LinkRig.FEATURES.support(feature(backend)).isSupported()) {
        assertThatThrownBy(() -> rig.attach(entry))
            .isInstanceOfAny(AttachException.class, LinuxException.class)
            .hasMessageContaining(entry.attach().toString());
        return;
      }
      rig.attach(exit);
      rig.attach(entry);
      read(50);
      rig.detach();
      read(3);
      assertThat(rig.tally().count()).isEqualTo(50);
      assertThat(rig.tally().sum()).isEqualTo(50L * Reads.SIZE);
      assertThat(rig.tally().results()).isEqualTo(50);
    }
    assertThat(Descriptors.open()).isEqualTo(before);
  }

  @Test
  void shouldSeeBothEndsOfACallWithASessionOrSayWhyNot() throws Exception {
    read(1);
    try (LinkRig rig = new LinkRig()) {
      var reads = new Reads(pid(), rig.tallies);
      if (!LinkRig.FEATURES.support(Feature.KPROBE_SESSION).isSupported()) {
        assertThatThrownBy(() -> rig.attach(LinkRig.COMPILER.compile(reads, "session")))
            .hasMessageContaining("session");
        return;
      }
      rig.attach(LinkRig.COMPILER.compile(reads, "session"));
      read(50);
      rig.detach();
      assertThat(rig.tally().count()).isEqualTo(50);
      assertThat(rig.tally().results()).isEqualTo(50);
    }
  }

  /// Of the three only kprobes take a name that BTF does not know.
  @Test
  void shouldSayThatThereIsNoSuchFunction() throws Exception {
    try (LinkRig rig = new LinkRig()) {
      for (AttachPoint attach :
          List.of(
              new AttachPoint.Kprobe("no_such_function"),
              new AttachPoint.KprobeMulti(List.of("no_such_function"), false))) {
        var spec = LinkRig.COMPILER.compile(new Reads(pid(), rig.tallies), "called", attach);
        boolean supported =
            LinkRig.FEATURES
                .support(
                    attach instanceof AttachPoint.Kprobe ? Feature.KPROBE : Feature.KPROBE_MULTI)
                .isSupported();
        assertThatThrownBy(() -> rig.attach(spec))
            .hasMessageContaining(
                supported ? "this kernel has no function no_such_function" : "no_such_function");
      }
    }
  }
}
