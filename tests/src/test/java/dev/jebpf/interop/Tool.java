package dev.jebpf.interop;

import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/// A command of a Debian package.
///
/// @param command its name
/// @param debianPackage what to install for it
record Tool(String command, String debianPackage) {
  static final Tool BPFTRACE = new Tool("bpftrace", "bpftrace");
  static final Tool PERF = new Tool("perf", "linux-perf");
  static final Tool READELF = new Tool("readelf", "binutils");
  static final Tool ELFLINT = new Tool("eu-elflint", "elfutils");
  static final Tool TRACE = new Tool("trace-bpfcc", "bpfcc-tools");
  static final Tool ARGDIST = new Tool("argdist-bpfcc", "bpfcc-tools");
  static final Tool SHELL = new Tool("bash", "bash");
  static final Tool UNSHARE = new Tool("unshare", "util-linux");
  static final Tool NSENTER = new Tool("nsenter", "util-linux");

  private static final List<Path> PATH =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

  /// Why a test was skipped: a tool that is not installed.
  static final class Missing extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    Missing(Tool tool) {
      super("no %s: apt-get install %s".formatted(tool.command, tool.debianPackage));
    }
  }

  /// Where it is.
  ///
  /// @throws Missing if it is not installed
  String path() {
    return PATH.stream()
        .map(directory -> directory.resolve(command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new Missing(this))
        .toString();
  }

  /// Starts it and leaves it running.
  ///
  /// @throws Missing if it is not installed
  RunningJvm start(String... arguments) {
    List<String> words = new ArrayList<>(List.of(path()));
    words.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().put("BCC_KERNEL_SOURCE", KernelHeaders.merged().toString());
      return new RunningJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + words, e);
    }
  }

  /// Runs it to its end.
  ///
  /// @throws Missing if it is not installed
  ChildRun run(Duration timeout, String... arguments) {
    try (RunningJvm running = start(arguments)) {
      return running.await(timeout);
    }
  }

  /// Runs a script of bash's, see [#startWithTraceFs].
  static ChildRun runWithTraceFs(Duration timeout, String script, String... arguments) {
    try (RunningJvm running = startWithTraceFs(script, arguments)) {
      return running.await(timeout);
    }
  }

  /// Starts a script of bash's that may use tracefs: in a mount namespace of its own, so that the
  /// machine stays as it was.
  static RunningJvm startWithTraceFs(String script, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--mount",
                SHELL.path(),
                "-c",
                "set -e; mount -t tracefs none /sys/kernel/tracing;"
                    + " mount -t debugfs none /sys/kernel/debug; "
                    + script,
                "bash"));
    words.addAll(List.of(arguments));
    return UNSHARE.start(words.toArray(String[]::new));
  }
}
