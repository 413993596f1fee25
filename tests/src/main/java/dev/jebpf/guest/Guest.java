package dev.jebpf.guest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A virtual machine from its boot to its end.
final class Guest {
  private static final long SCRATCH_DISK = 2L << 30;
  private static final long RESULT_DISK = 64L << 20;
  private static final int SHOWN_OF_CONSOLE = 60;

  /// What the console's reader says at its end.
  private static final String END = "\0";

  private final Machine machine;
  private final Path directory;
  private final Duration silence;
  private final Duration limit;

  /// @param directory for its console, disks and results
  /// @param silence a guest that prints nothing for so long hangs
  /// @param limit no guest may take longer
  Guest(Machine machine, Path directory, Duration silence, Duration limit) {
    this.machine = machine;
    this.directory = directory;
    this.silence = silence;
    this.limit = limit;
  }

  /// Boots and waits until the machine is off.
  ///
  /// @param lines gets each line of the console
  /// @return the directory with what the guest left in `/results`
  /// @throws GuestException when it hangs or its kernel dies, with the end of the console
  Path run(Path kernel, Path initramfs, Consumer<String> lines) throws IOException {
    HostCommand.require(machine.qemu(), machine.qemuPackage());
    emptyDisk("scratch.img", SCRATCH_DISK);
    Path results = emptyDisk("results.img", RESULT_DISK);
    Process qemu =
        new ProcessBuilder(command(kernel, initramfs))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    var atExit = new Thread(qemu::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      watch(qemu, lines);
    } finally {
      qemu.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    Path unpacked = Files.createDirectories(directory.resolve("results"));
    HostCommand.run(unpacked, List.of("tar", "-x", "-f", results.toString()));
    Files.delete(results);
    Files.delete(directory.resolve("scratch.img"));
    return unpacked;
  }

  private Path emptyDisk(String name, long size) throws IOException {
    Path disk = directory.resolve(name);
    Files.deleteIfExists(disk);
    try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(size);
    }
    return disk;
  }

  private List<String> command(Path kernel, Path initramfs) {
    List<String> command = new ArrayList<>(List.of(machine.qemu()));
    command.addAll(machine.qemuOptions());
    command.addAll(
        List.of(
            "-accel",
            "tcg,thread=multi",
            "-smp",
            "2",
            "-m",
            "3072",
            "-nodefaults",
            "-display",
            "none",
            "-no-reboot",
            "-serial",
            "stdio",
            "-kernel",
            kernel.toString(),
            "-initrd",
            initramfs.toString(),
            "-append",
            "console=%s quiet loglevel=4 panic=-1 rdinit=/init random.trust_cpu=on mitigations=off %s"
                .formatted(machine.console(), machine.kernelOptions())));
    for (String disk : List.of("scratch.img", "results.img")) {
      command.add("-drive");
      command.add("if=virtio,format=raw,cache=unsafe,file=" + directory.resolve(disk));
    }
    return command;
  }

  private void watch(Process qemu, Consumer<String> lines) throws IOException {
    BlockingQueue<String> console = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().start(() -> read(qemu, console));
    Deque<String> last = new ArrayDeque<>();
    long end = System.nanoTime() + limit.toNanos();
    boolean ended = false;
    Path log = directory.resolve("console.log");
    try (var copy = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
      while (true) {
        long left = Math.min(silence.toNanos(), end - System.nanoTime());
        String line = console.poll(Math.max(left, 0), TimeUnit.NANOSECONDS);
        if (line == null) {
          throw hung(end, last, log);
        }
        if (line.equals(END)) {
          break;
        }
        copy.println(line);
        copy.flush();
        last.addLast(line);
        if (last.size() > SHOWN_OF_CONSOLE) {
          last.removeFirst();
        }
        ended |= line.startsWith("@jebpf end");
        lines.accept(line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException("interrupted while the guest ran", e);
    }
    if (!ended) {
      throw new GuestException("the guest ended before its time; " + shown(last, log));
    }
  }

  private GuestException hung(long end, Deque<String> last, Path log) {
    String what =
        System.nanoTime() >= end
            ? "took longer than " + limit.toSeconds() + " s"
            : "said nothing for " + silence.toSeconds() + " s";
    return new GuestException("the guest " + what + " and was ended; " + shown(last, log));
  }

  private static String shown(Deque<String> last, Path log) {
    return "the end of its console (all of it: %s):%n  %s"
        .formatted(log, String.join("\n  ", last));
  }

  private static void read(Process qemu, BlockingQueue<String> console) {
    try (var reader = qemu.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().map(String::stripTrailing).forEach(console::add);
    } catch (IOException | java.io.UncheckedIOException _) {
      // The machine was ended; what it printed before is kept.
    } finally {
      console.add(END);
    }
  }
}
