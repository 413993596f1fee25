package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.hotspot.vm.AnchorLayout;
import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.VmStructs;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.StackOffsets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackDecoderTest {
  private static final int MUTATIONS = 3_000;
  private static final long ENTRY = 0x1234_5678;

  private final Kernel kernel = Kernel.running();

  @Test
  void shouldDecodeAThreadAtRest() throws Exception {
    StackDecoder decoder = StackDecoder.ofThisProcess(kernel);

    String wrong =
        new SelfTest(kernel, AnchorLayout.ofThisProcess(), decoder, Stacks::javaThread).run();

    assertThat(wrong).isEmpty();
  }

  /// The offsets of two fields exchanged: a JVM that is not as we think.
  @Test
  void shouldFailTheSelfTestWhenTheAnchorIsElsewhere() throws Exception {
    StackOffsets right = AnchorLayout.ofThisProcess();
    var wrong =
        new StackOffsets(
            true, right.anchorPc(), right.anchorFp(), right.anchorSp(), right.stackBase());

    String found =
        new SelfTest(kernel, wrong, StackDecoder.ofThisProcess(kernel), Stacks::javaThread).run();

    assertThat(found).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CodeCache._heaps",
        "nmethod._scopes_pcs_offset",
        "ConstMethod._code_size",
        "PcDesc",
        "CodeBlobKind::Nmethod"
      })
  void shouldNameWhatAJvmLacks(String hidden) throws Exception {
    VmStructs structs =
        VmStructs.ofThisProcess(StackDecoder.types(), StackDecoder.constants())
            .without(Set.of(hidden));

    assertThatThrownBy(() -> StackDecoder.of(kernel, structs))
        .isInstanceOf(MissingVmSymbolException.class)
        .hasMessageContaining(hidden);
  }

  @Test
  void shouldRefuseAStackThatIsOld() throws Exception {
    StackDecoder decoder = StackDecoder.ofThisProcess(kernel);
    var empty = new StackImage(8, 0, 0, 0, MemorySegment.NULL, 0);

    DecodedStack stack = decoder.decode(empty, System.nanoTime() - TimeUnit.SECONDS.toNanos(2));

    assertThat(stack.outcome()).isEqualTo(Outcome.LATE);
    assertThat(stack.frames()).isEmpty();
  }

  /// Whatever a leaf call is said to have returned to on the stack of a thread that has made none:
  /// no call of the function is there.
  @Test
  void shouldRefuseALeafCallThatWasNone() throws Exception {
    StackDecoder decoder = StackDecoder.ofThisProcess(kernel);
    var release = new CountDownLatch(1);
    Thread thread = resting(release);
    int tried = 0;
    try (Arena arena = Arena.ofConfined()) {
      StackImage image =
          new LiveStack(kernel, AnchorLayout.ofThisProcess()).of(Stacks.javaThread(thread), arena);
      for (long at = 0; at < image.bytes().byteSize(); at += Long.BYTES) {
        long word = image.bytes().get(ValueLayout.JAVA_LONG, at);
        if (decoder.isCode(word)) {
          long sp = image.start() + at + Long.BYTES;
          var call =
              new LeafCall("SharedRuntime::complete_monitor_unlocking_C", ENTRY, word, sp, sp, 0);
          DecodedStack stack = decoder.decode(image, call, System.nanoTime());
          assertThat(stack.outcome()).isIn(Outcome.INCONSISTENT, Outcome.ABSENT);
          assertThat(stack.frames()).isEmpty();
          tried++;
        }
      }
    } finally {
      release.countDown();
    }
    assertThat(tried).isPositive();
  }

  /// Stacks with words that are not what was there: refused or what they were, never an exception,
  /// and never a crash.
  @Test
  void shouldSurviveAnyStack() throws Exception {
    StackDecoder decoder = StackDecoder.ofThisProcess(kernel);
    var release = new CountDownLatch(1);
    Thread thread = resting(release);
    var random = new Random(42);
    int refused = 0;
    try (Arena arena = Arena.ofConfined()) {
      StackImage image =
          new LiveStack(kernel, AnchorLayout.ofThisProcess()).of(Stacks.javaThread(thread), arena);
      assertThat(decoder.decode(image, System.nanoTime()).outcome()).isEqualTo(Outcome.COMPLETE);
      long words = image.bytes().byteSize() / Long.BYTES;
      MemorySegment bytes = arena.allocate(image.bytes().byteSize(), Long.BYTES);
      for (int i = 0; i < MUTATIONS; i++) {
        bytes.copyFrom(image.bytes());
        for (int n = random.nextInt(4); n >= 0; n--) {
          bytes.setAtIndex(
              ValueLayout.JAVA_LONG, random.nextLong(words), word(random, image, words));
        }
        var mutated = new StackImage(image.sp(), image.fp(), image.pc(), image.start(), bytes, 0);
        if (decoder.decode(mutated, System.nanoTime()).outcome() != Outcome.COMPLETE) {
          refused++;
        }
      }
    } finally {
      release.countDown();
    }
    assertThat(refused).isPositive();
  }

  private static Thread resting(CountDownLatch release) {
    Thread thread = Thread.ofPlatform().daemon().start(() -> await(release));
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static long word(Random random, StackImage image, long words) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextLong();
      case 2 -> image.start() + random.nextLong(words) * Long.BYTES;
      default -> image.bytes().getAtIndex(ValueLayout.JAVA_LONG, random.nextLong(words));
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
