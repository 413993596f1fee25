package dev.jebpf.usdt;

import dev.jebpf.elf.ElfMachine;
import dev.jebpf.usdt.foreign.UprobeSystemCall;
import dev.jebpf.usdt.image.SiteInstruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/// Which instruction sites are made of on this kernel.
final class InstructionChoice {
  /// The system property that names a [SiteInstruction] instead.
  static final String PROPERTY = "jebpf.usdt.instruction";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
  private static final String UNFILTERED = "Seccomp:\t0";

  private InstructionChoice() {}

  /// The fastest that the running kernel knows.
  ///
  /// @throws UsdtException on a system without USDT, or if `/proc` cannot be read
  static SiteInstruction running() {
    try {
      ElfMachine machine = ElfMachine.running();
      String chosen = System.getProperty(PROPERTY);
      if (chosen != null) {
        return named(machine, chosen);
      }
      return choose(
          machine,
          Files.readAllLines(STATUS),
          Files.readString(RELEASE).strip(),
          UprobeSystemCall::errno);
    } catch (UnsupportedOperationException | IOException e) {
      throw new UsdtException("no USDT probes here: " + e.getMessage(), e);
    }
  }

  static SiteInstruction named(ElfMachine machine, String name) {
    for (SiteInstruction instruction : SiteInstruction.values()) {
      if (instruction.machine() == machine
          && instruction.name().equals(name.toUpperCase(Locale.ROOT))) {
        return instruction;
      }
    }
    throw new UsdtException("no instruction %s=%s on %s".formatted(PROPERTY, name, machine), null);
  }

  /// Asks the kernel by a system call, unless that might end the process: filters of seccomp may
  /// kill for a call they do not know. From 6.18 the kernel lets this one pass all filters, and
  /// older ones optimise nothing.
  ///
  /// @param status the lines of `/proc/self/status`
  /// @param release as `uname -r` prints it
  static SiteInstruction choose(
      ElfMachine machine, List<String> status, String release, IntSupplier uprobeErrno) {
    if (machine == ElfMachine.AARCH64) {
      return SiteInstruction.AARCH64_NOP;
    }
    if (!status.contains(UNFILTERED) && !isAtLeast618(release)) {
      return SiteInstruction.NOP;
    }
    return switch (uprobeErrno.getAsInt()) {
      case UprobeSystemCall.ENXIO -> SiteInstruction.NOP5;
      case UprobeSystemCall.EPROTO -> SiteInstruction.NOP_NOP10;
      default -> SiteInstruction.NOP;
    };
  }

  private static boolean isAtLeast618(String release) {
    String[] numbers = release.split("[^0-9]+", 3);
    if (numbers.length < 2 || numbers[0].isEmpty() || numbers[1].isEmpty()) {
      return false;
    }
    int major = Integer.parseInt(numbers[0]);
    return major > 6 || (major == 6 && Integer.parseInt(numbers[1]) >= 18);
  }
}
