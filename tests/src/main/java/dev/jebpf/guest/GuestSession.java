package dev.jebpf.guest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Runs tests in guests, one after the other, and shows how far they are.
final class GuestSession {
  /// Longer than any one test takes, emulated on a busy machine.
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final Duration LIMIT = Duration.ofMinutes(45);

  private final Path root;
  private final Path cache;
  private final PrintStream out;

  GuestSession(Path root, Path cache, PrintStream out) {
    this.root = root;
    this.cache = cache;
    this.out = out;
  }

  /// Runs the tests in one guest. Its report goes beside Surefire's.
  GuestResult run(
      GuestKernel kernel, GuestJdk jdk, String name, List<String> selection, boolean doctor) {
    long start = System.nanoTime();
    Optional<GuestReport> report = Optional.empty();
    String failure = "";
    try {
      var run = new TestRun(name, ClassPath.of(root), selection, doctor);
      report = Optional.of(run(new GuestSystem(root, cache, kernel, jdk), run));
    } catch (GuestException e) {
      failure = String.valueOf(e.getMessage());
    } catch (IOException e) {
      failure = e.toString();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new GuestResult(kernel, jdk, report, failure, seconds);
  }

  private GuestReport run(GuestSystem system, TestRun run) throws IOException {
    Path directory = Files.createDirectories(root.resolve("target/guests").resolve(run.name()));
    Path initramfs = directory.resolve("initramfs");
    out.printf("guest %s, JDK %s: packing ...%n", run.name(), system.jdk().name());
    Path image = packed(system, initramfs, run);
    out.printf("guest %s: booting (console: %s) ...%n", run.name(), directory.resolve("console"));
    var progress = new GuestProgress(run.name(), out);
    Path results =
        new Guest(system.kernel().machine(), directory, SILENCE, LIMIT)
            .run(image, initramfs, progress::line);
    Files.delete(initramfs);
    publish(GuestReport.report(results, run.name()));
    return GuestReport.of(results, run.name());
  }

  /// One at a time fills the cache.
  private Path packed(GuestSystem system, Path initramfs, TestRun run) throws IOException {
    Files.createDirectories(cache);
    try (var file =
            FileChannel.open(
                cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = file.lock()) {
      return system.write(initramfs, run);
    }
  }

  private void publish(Path report) throws IOException {
    if (Files.exists(report)) {
      Path reports = Files.createDirectories(root.resolve("target/surefire-reports"));
      Files.copy(
          report, reports.resolve(report.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
