package dev.jebpf.guest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs tests in guests, one after the other, and shows how far they are.
final class GuestSession {
  /// Longer than whoever watches inside lets anything take without a word.
  private static final Duration SILENCE = Duration.ofMinutes(7);

  /// What a guest may take besides its tests.
  private static final Duration BOOT = Duration.ofMinutes(10);

  private final Path root;
  private final Path cache;
  private final PrintStream out;

  GuestSession(Path root, Path cache, PrintStream out) {
    this.root = root;
    this.cache = cache;
    this.out = out;
  }

  /// Runs the tests in one guest. Its report goes beside Surefire's.
  GuestResult run(GuestKernel kernel, GuestJdk jdk, TestRun run) {
    long start = System.nanoTime();
    Optional<GuestReport> report = Optional.empty();
    String failure = "";
    boolean possible = true;
    try {
      report = Optional.of(run(new GuestSystem(root, cache, kernel, jdk), run));
    } catch (GuestUnavailableException e) {
      failure = String.valueOf(e.getMessage());
      possible = false;
    } catch (GuestException e) {
      failure = String.valueOf(e.getMessage());
    } catch (IOException e) {
      failure = e.toString();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new GuestResult(kernel, jdk, report, failure, possible, seconds);
  }

  private GuestReport run(GuestSystem system, TestRun run) throws IOException {
    var progress = new GuestProgress(run.name(), out);
    Path results = boot(system, run, progress::line);
    publish(GuestReport.report(results, run.name()));
    return GuestReport.of(results, run.name());
  }

  /// Runs benchmarks in one guest and shows what they print.
  ///
  /// @throws GuestException when it can't be made or dies
  void bench(GuestKernel kernel, GuestJdk jdk, BenchRun run) throws IOException {
    boot(new GuestSystem(root, cache, kernel, jdk), run, out::println);
  }

  /// @return the guest's results
  private Path boot(GuestSystem system, GuestRun run, Consumer<String> lines) throws IOException {
    Path directory = Files.createDirectories(root.resolve("target/guests").resolve(run.name()));
    Path initramfs = directory.resolve("initramfs");
    out.printf("guest %s, JDK %s: packing ...%n", run.name(), system.jdk().name());
    Path image = packed(system, initramfs, run);
    out.printf("guest %s: booting (console: %s) ...%n", run.name(), directory.resolve("console"));
    Duration limit = run.limit().plus(BOOT);
    Machine machine = system.kernel().machine();
    var guest = new Guest(machine, directory, SILENCE, limit, run.countsInstructions());
    Path results = guest.run(image, initramfs, lines);
    Files.delete(initramfs);
    return results;
  }

  /// One at a time fills the cache.
  private Path packed(GuestSystem system, Path initramfs, GuestRun run) throws IOException {
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
