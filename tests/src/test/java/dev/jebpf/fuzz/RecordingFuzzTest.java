package dev.jebpf.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.UnreadableRecordingException;
import dev.jebpf.chunk.MalformedChunkException;
import dev.jebpf.chunk.RecordingMerge;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cut and damaged recordings given to the breakdown and to merge: read, or refused with a reason.
@Tag("kernel")
class RecordingFuzzTest {
  /// What the JDK's reader may ask for before it finds out.
  private static final long MOST_BYTES = 2L << 30;

  @Test
  void shouldReadOrRefuseADamagedRecording(@TempDir Path directory) throws Exception {
    byte[] sound = recording(directory.resolve("sound.jfr"));
    Path damaged = directory.resolve("damaged.jfr");
    Fuzzer.run(
        "recording",
        List.of(sound),
        List.of(),
        MOST_BYTES,
        input -> {
          Files.write(damaged, input);
          return read(damaged);
        });
  }

  @Test
  void shouldMergeOrRefuseADamagedRecording(@TempDir Path directory) throws Exception {
    byte[] sound = recording(directory.resolve("sound.jfr"));
    Path damaged = directory.resolve("damaged.jfr");
    Path merged = directory.resolve("merged.jfr");
    Fuzzer.run(
        "merge",
        List.of(sound),
        List.of(),
        MOST_BYTES,
        input -> {
          Files.write(damaged, input);
          return merge(damaged, merged);
        });
  }

  private static boolean merge(Path file, Path merged) throws IOException {
    try (RecordingMerge merge = RecordingMerge.of(List.of(file))) {
      merge.write(merged);
      return true;
    } catch (MalformedChunkException e) {
      assertThat(e).hasMessageMatching("(?s).*(" + file + "|nothing in what is to be merged).*");
      return false;
    }
  }

  private static boolean read(Path file) throws Exception {
    try {
      BreakdownReport.read(file);
      return true;
    } catch (UnreadableRecordingException e) {
      assertThat(e).hasMessageStartingWith(file + ": ");
      return false;
    }
  }

  /// Events of ours and few others.
  private static byte[] recording(Path file) throws Exception {
    ChildRun run =
        ChildJvm.of(Idle.class)
            .agent("file=" + file, "methods=" + Idle.class.getName() + "::nap", "wait=true")
            .run(Duration.ofSeconds(60));
    assertThat(run.exit()).as(run::toString).isZero();
    return Files.readAllBytes(file);
  }

  /// A child's main that has something to record, a virtual thread's call among it.
  static final class Idle {
    private Idle() {}

    public static void main(String[] arguments) throws InterruptedException {
      for (int i = 0; i < 5; i++) {
        nap();
      }
      Thread.ofVirtual().start(Idle::napAgain).join();
    }

    private static void napAgain() {
      try {
        nap();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts it", e);
      }
    }

    static void nap() throws InterruptedException {
      Thread.sleep(25);
    }
  }
}
