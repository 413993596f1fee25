package dev.jebpf.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.compiler.Target;
import dev.jebpf.linux.Capability;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FakeKernel;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Lockdown;
import dev.jebpf.linux.Privileges;
import dev.jebpf.linux.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFeaturesTest {
  private static final RuntimeException REFUSED = new IllegalStateException("refused");

  @TempDir Path folder;

  private static Privileges privileges(long capabilities) {
    return new Privileges(capabilities, 0, Lockdown.NONE, 2, 2, 0, true);
  }

  @Test
  @Tag("kernel")
  void shouldAnswerEveryFeatureAndLeaveNothingBehind() {
    KernelFeatures features = KernelFeatures.of(Kernel.running());
    long before = Descriptors.open();
    assertThat(features.all())
        .hasSize(Feature.values().length)
        .allSatisfy(
            (_, support) ->
                assertThat(support.isSupported()).isEqualTo(support.reason().isEmpty()));
    assertThat(Descriptors.open()).isEqualTo(before);
  }

  /// Mainline has everything the compiler can use since 6.9; this is the only place where a version
  /// decides anything.
  @Test
  @Tag("kernel")
  void shouldFindEverythingTheCompilerUsesOnARecentKernel() {
    Target target = KernelFeatures.of(Kernel.running()).target();
    int[] version =
        Stream.of(System.getProperty("os.version").split("[.-]", 3))
            .limit(2)
            .mapToInt(Integer::parseInt)
            .toArray();
    if (Arrays.compare(version, new int[] {6, 9}) >= 0) {
      assertThat(target)
          .usingRecursiveComparison()
          .ignoringFields("kernelVariables") // a matter of configuration
          .isEqualTo(Target.newest());
    } else {
      assertThat(target.mayGoto()).isFalse();
    }
  }

  @Test
  void shouldAskTheKernelOnceForAConclusiveAnswer() {
    FakeKernel kernel =
        new FakeKernel(call -> call.call() == SystemCall.BPF ? -Errno.EINVAL.number() : 0);
    KernelFeatures features = KernelFeatures.of(kernel);
    assertThat(features.support(Feature.RING_BUFFER)).isInstanceOf(Support.Unsupported.class);
    assertThat(features.support(Feature.RING_BUFFER).reason()).contains("EINVAL");
    assertThat(kernel.count(SystemCall.BPF)).isOne();
    assertThatThrownBy(() -> features.require(Feature.RING_BUFFER))
        .isInstanceOf(FeatureMissingException.class)
        .hasMessageStartingWith("ring buffer map: unsupported: cannot create map");
  }

  @Test
  void shouldAskAgainAfterAnInconclusiveAnswer() {
    FakeKernel kernel =
        new FakeKernel(call -> call.call() == SystemCall.BPF ? -Errno.ENOMEM.number() : 0);
    KernelFeatures features = KernelFeatures.of(kernel);
    assertThat(features.support(Feature.RING_BUFFER)).isInstanceOf(Support.Inconclusive.class);
    assertThat(features.support(Feature.RING_BUFFER)).isInstanceOf(Support.Inconclusive.class);
    assertThat(kernel.count(SystemCall.BPF)).isEqualTo(2);
  }

  @Test
  void shouldTakeWhatIsThereAsSupported() {
    FakeKernel kernel = new FakeKernel(call -> call.call() == SystemCall.BPF ? 42 : 0);
    KernelFeatures features = KernelFeatures.of(kernel);
    assertThatCode(() -> features.require(Feature.MAY_GOTO)).doesNotThrowAnyException();
    assertThat(kernel.count(SystemCall.CLOSE)).isOne();
  }

  @Test
  void shouldNotTakeLackOfPermissionForLackOfTheFeature() {
    assertThat(Verdict.of(REFUSED, Errno.EPERM, privileges(0), Capability.BPF))
        .isEqualTo(new Support.Inconclusive("refused"));
    assertThat(Verdict.of(REFUSED, Errno.EPERM, privileges(-1), Capability.BPF))
        .isEqualTo(new Support.Unsupported("refused"));
    assertThat(Verdict.of(REFUSED, null, privileges(-1), Capability.BPF))
        .isEqualTo(new Support.Unsupported("refused"));
  }

  @Test
  void shouldSayThatAKernelHasNoTypes() throws IOException {
    Path missing = folder.resolve("vmlinux");
    assertThat(new KernelBtf(missing).support())
        .isEqualTo(
            new Support.Unsupported(
                "there is no " + missing + ": the kernel was built without CONFIG_DEBUG_INFO_BTF"));
    Files.writeString(missing, "not BTF at all, but long enough for a header of 24 bytes");
    KernelBtf malformed = new KernelBtf(missing);
    assertThat(malformed.support()).isInstanceOf(Support.Unsupported.class);
    assertThat(malformed.types()).isEmpty();

    KernelFeatures features =
        KernelFeatures.of(new FakeKernel(_ -> 0), new KernelBtf(folder.resolve("none")));
    assertThat(features.support(Feature.BTF_TRACEPOINT)).isInstanceOf(Support.Unsupported.class);
    assertThat(features.support(Feature.RDONLY_CAST).reason()).contains("CONFIG_DEBUG_INFO_BTF");
  }
}
