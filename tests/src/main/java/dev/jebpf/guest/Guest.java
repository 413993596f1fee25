package dev.jebpf.guest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A virtual machine from its boot to its end.
final class Guest {
  private static final long SCRATCH_DISK = 2L << 30;
  private static final long RESULT_DISK = 64L << 20;

  /// Two processors in turns. On a thread each they were seen to hang, both in the kernel's handler
  /// of int3: QEMU before 8.1 may keep what it translated from a text that the other processor was
  /// just patching, as the kernel does at each attach ("accel/tcg: Always lock pages before
  /// translation", QEMU's commit deba78709a).
  private static final List<String> EMULATING = List.of("-accel", "tcg,thread=single", "-smp", "2");

  /// At 2^0 ns an instruction; without waiting for what nobody does meanwhile.
  private static final List<String> COUNTING =
      List.of("-accel", "tcg,thread=single", "-smp", "1", "-icount", "shift=0,sleep=off");

  /// Long enough for an answer over a serial line.
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Machine machine;
  private final Path directory;
  private final Duration silence;
  private final Duration limit;
  private final boolean countsInstructions;

  /// @param directory for its console, disks and results
  /// @param silence a guest that prints nothing for so long hangs
  /// @param limit no guest may take longer
  /// @param countsInstructions whether that is the guest's time
  Guest(
      Machine machine,
      Path directory,
      Duration silence,
      Duration limit,
      boolean countsInstructions) {
    this.machine = machine;
    this.directory = directory;
    this.silence = silence;
    this.limit = limit;
    this.countsInstructions = countsInstructions;
  }

  /// Boots and waits until the machine is off.
  ///
  /// @param lines gets each line of the console
  /// @return the directory with what the guest left in `/results`
  /// @throws DeadGuestException when it says nothing any more
  /// @throws GuestException when it ends or is ended before its time, with the end of the console
  Path run(Path kernel, Path initramfs, Consumer<String> lines) throws IOException {
    Path unpacked = directory.resolve("results");
    Trees.delete(unpacked); // of an earlier run
    emptyDisk("scratch.img", SCRATCH_DISK);
    Path results = emptyDisk("results.img", RESULT_DISK);
    Process qemu = new ProcessBuilder(command(kernel, initramfs)).redirectErrorStream(true).start();
    var atExit = new Thread(qemu::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      watch(qemu, lines);
    } finally {
      qemu.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    Files.createDirectories(unpacked);
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
    command.addAll(countsInstructions ? COUNTING : EMULATING);
    command.addAll(
        List.of(
            "-m",
            "3072",
            "-nodefaults",
            "-display",
            "none",
            "-no-reboot",
            "-serial",
            "mon:stdio",
            "-kernel",
            kernel.toString(),
            "-initrd",
            initramfs.toString(),
            "-append",
            "console=%s quiet loglevel=4 panic=-1 rdinit=/init sysrq_always_enabled random.trust_cpu=on mitigations=off %s"
                .formatted(machine.console(), machine.kernelOptions())));
    for (String disk : List.of("scratch.img", "results.img")) {
      command.add("-drive");
      command.add("if=virtio,format=raw,cache=unsafe,file=" + directory.resolve(disk));
    }
    return command;
  }

  /// Reads the console until the machine is off.
  void watch(Process qemu, Consumer<String> lines) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    boolean ended = false;
    try (var console = new Console(qemu, directory.resolve("console"))) {
      while (!console.isOver()) {
        long left = Math.min(silence.toNanos(), end - System.nanoTime());
        Optional<String> line = console.next(Duration.ofNanos(left));
        if (line.isPresent()) {
          ended |= line.get().startsWith("@jebpf end");
          lines.accept(line.get());
        } else if (!console.isOver()) {
          throw hung(end, console);
        }
      }
      if (!ended) {
        throw new GuestException(
            "the guest ended before its time; " + console.shown(console.last()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException("interrupted while the guest ran", e);
    }
  }

  private GuestException hung(long end, Console console) throws InterruptedException {
    boolean late = System.nanoTime() >= end;
    List<String> shown = new ArrayList<>(console.last());
    shown.addAll(Inquest.of(console, silence.compareTo(ANSWER) < 0 ? silence : ANSWER));
    String how = " and was ended; " + console.shown(shown);
    return late
        ? new GuestException("the guest took longer than " + limit.toSeconds() + " s" + how)
        : new DeadGuestException("the guest said nothing for " + silence.toSeconds() + " s" + how);
  }
}
