package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.StackOffsets;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/// Decodes the stack of a thread whose stack is known, and compares: guards what HotSpot does not
/// export, and so may change in a JVM we have not seen.
public final class SelfTest {
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 2;

  private final LiveStack stacks;
  private final StackDecoder decoder;
  private final ToLongFunction<Thread> javaThread;

  /// @param javaThread the address of the `JavaThread` of a live platform thread
  public SelfTest(
      Kernel kernel,
      StackOffsets offsets,
      StackDecoder decoder,
      ToLongFunction<Thread> javaThread) {
    this.stacks = new LiveStack(kernel, offsets);
    this.decoder = decoder;
    this.javaThread = javaThread;
  }

  /// Runs the test, with a thread that ends at once.
  ///
  /// @return what is wrong; empty when nothing is
  public String run() {
    var release = new CountDownLatch(1);
    Thread witness = new Thread(null, () -> rest(release), "jebpf-witness", 0, false);
    witness.setDaemon(true);
    witness.start();
    try {
      return compare(witness);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      release.countDown();
    }
  }

  /// Rests below interpreted and hidden frames.
  private static void rest(CountDownLatch release) {
    Runnable waiting =
        () -> {
          try {
            release.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        };
    waiting.run();
  }

  private String compare(Thread witness) throws InterruptedException {
    String problem = "never at rest";
    for (int i = 0; i < ATTEMPTS; i++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      if (witness.getState() == Thread.State.WAITING) {
        problem = compareOnce(witness);
        if (problem.isEmpty()) {
          return "";
        }
      }
    }
    return problem;
  }

  private String compareOnce(Thread witness) {
    StackTraceElement[] expected = witness.getStackTrace();
    DecodedStack decoded = decode(javaThread.applyAsLong(witness));
    if (decoded.outcome() != Outcome.COMPLETE) {
      return "the stack of a thread at rest: " + decoded.outcome().label() + " " + decoded.detail();
    }
    List<JavaFrame> frames =
        decoded.frames().stream().filter(frame -> !frame.method().hidden()).toList();
    if (frames.size() != expected.length) {
      return "frames: " + frames.size() + " instead of " + expected.length;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!frames.get(i).is(expected[i])) {
        return "frame " + frames.get(i) + " instead of " + expected[i];
      }
    }
    return "";
  }

  private DecodedStack decode(long address) {
    try (Arena arena = Arena.ofConfined()) {
      return decoder.decode(stacks.of(address, arena), System.nanoTime());
    } catch (VmFault e) {
      return DecodedStack.refused(Outcome.UNREADABLE, String.valueOf(e.getMessage()));
    } catch (UndecodableException e) {
      return DecodedStack.refused(e.outcome(), e.detail());
    }
  }
}
