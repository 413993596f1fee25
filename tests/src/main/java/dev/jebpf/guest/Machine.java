package dev.jebpf.guest;

import java.util.List;

/// A kind of machine that QEMU emulates.
public enum Machine {
  /// `tsc=reliable`: without it the kernel distrusts the emulated counter and reads a slow timer.
  AMD64(
      "amd64",
      "x86_64",
      "qemu-system-x86",
      List.of("-machine", "q35", "-cpu", "Nehalem"),
      "ttyS0",
      "tsc=reliable no_timer_check"),
  ARM64(
      "arm64",
      "aarch64",
      "qemu-system-arm",
      List.of("-machine", "virt", "-cpu", "neoverse-n1"),
      "ttyAMA0",
      "");

  private final String debianName;
  private final String kernelName;
  private final String qemuPackage;
  private final List<String> qemuOptions;
  private final String console;
  private final String kernelOptions;

  Machine(
      String debianName,
      String kernelName,
      String qemuPackage,
      List<String> qemuOptions,
      String console,
      String kernelOptions) {
    this.debianName = debianName;
    this.kernelName = kernelName;
    this.qemuPackage = qemuPackage;
    this.qemuOptions = qemuOptions;
    this.console = console;
    this.kernelOptions = kernelOptions;
  }

  /// The machine by Debian's name of its architecture.
  static Machine of(String debianName) {
    for (Machine machine : values()) {
      if (machine.debianName.equals(debianName)) {
        return machine;
      }
    }
    throw new GuestException(
        "no such architecture: " + debianName + " (amd64 and arm64 are known)");
  }

  /// Debian's name of the architecture.
  String debianName() {
    return debianName;
  }

  /// Whether a table's column of architectures, apart by commas, names it.
  boolean isOneOf(String architectures) {
    return List.of(architectures.split(",")).contains(debianName);
  }

  String qemu() {
    return "qemu-system-" + kernelName;
  }

  /// Debian's package of [#qemu].
  String qemuPackage() {
    return qemuPackage;
  }

  List<String> qemuOptions() {
    return qemuOptions;
  }

  /// The kernel's name of the first serial line.
  String console() {
    return console;
  }

  String kernelOptions() {
    return kernelOptions;
  }

  /// Where Debian has the libraries.
  String libraries() {
    return "usr/lib/" + kernelName + "-linux-gnu";
  }
}
