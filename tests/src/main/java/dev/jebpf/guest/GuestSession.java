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
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs tests in guests and shows how far they are.
final class GuestSession {
  /// Ten times as long as init lets pass between two words.
  private static final Duration SILENCE = Duration.ofSeconds(100);

  /// A second of a guest that counts instructions, 10^9 of them, takes so much longer.
  private static final int SLOWER = 20;

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

  /// Runs each in a guest of its own, as many at a time as this machine has processors: QEMU
  /// emulates a guest's on one of them ([Guest]).
  List<GuestResult> run(GuestKernel kernel, GuestJdk jdk, List<TestRun> runs) {
    return Parallel.run(
        Runtime.getRuntime().availableProcessors(),
        runs.stream().<Supplier<GuestResult>>map(run -> () -> run(kernel, jdk, run)).toList());
  }

  /// Runs the tests in one guest. Its report goes beside Surefire's.
  GuestResult run(GuestKernel kernel, GuestJdk jdk, TestRun run) {
    long start = System.nanoTime();
    String built = Sources.now(root);
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
    return new GuestResult(kernel, jdk, run.tests(), report, failure, possible, seconds, built);
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
    var progress = new GuestProgress(run.name(), out);
    boot(new GuestSystem(root, cache, kernel, jdk), run, progress::lineOrOutput);
  }

  /// @return the guest's results
  private Path boot(GuestSystem system, GuestRun run, Consumer<String> lines) throws IOException {
    Machine machine = system.kernel().machine();
    Path directory = Files.createDirectories(root.resolve("target/guests").resolve(run.name()));
    Path initramfs = directory.resolve("initramfs");
    out.printf("guest %s, JDK %s: packing ...%n", run.name(), system.jdk().name());
    Path image = packed(system, initramfs, run);
    out.printf("guest %s: booting (console: %s) ...%n", run.name(), directory.resolve("console"));
    Guest guest = guest(machine, directory, run);
    Path results = twice(directory, () -> guest.run(image, initramfs, lines));
    Files.delete(initramfs);
    return results;
  }

  private static Guest guest(Machine machine, Path directory, GuestRun run) {
    boolean counts = run.countsInstructions();
    Duration silence = counts ? SILENCE.multipliedBy(SLOWER) : SILENCE;
    return new Guest(machine, directory, silence, run.limit().plus(BOOT), counts);
  }

  /// A guest of which nothing runs any more is started once more: emulated machines were seen to
  /// stand still, kernel and all, while they booted and a few seconds later.
  private Path twice(Path directory, GuestStart start) throws IOException {
    try {
      return start.run();
    } catch (DeadGuestException dead) {
      Path console = directory.resolve("console");
      Path kept = directory.resolve("console-of-the-first");
      Files.move(console, kept, StandardCopyOption.REPLACE_EXISTING);
      out.printf(
          "%s%nstarting the guest once more (that console: %s) ...%n", dead.getMessage(), kept);
      return start.run();
    }
  }

  private interface GuestStart {
    Path run() throws IOException;
  }

  /// One at a time installs what is missing and fills the cache: one thread of this JVM
  /// (`synchronized`), one process of this user (the file).
  private synchronized Path packed(GuestSystem system, Path initramfs, GuestRun run)
      throws IOException {
    Machine machine = system.kernel().machine();
    HostCommand.require(machine.qemu(), machine.qemuPackage());
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
