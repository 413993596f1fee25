package dev.jebpf.elf;

/// The processors a file is written for.
public enum ElfMachine {
  /// `EM_X86_64`, psABI for x86-64.
  X86_64(62, 0x1000),
  /// `EM_AARCH64`, ELF for the Arm 64-bit Architecture; kernels have pages of up to 64 KiB.
  AARCH64(183, 0x10000);

  private final int number;
  private final int pageSize;

  ElfMachine(int number, int pageSize) {
    this.number = number;
    this.pageSize = pageSize;
  }

  /// The value of `e_machine`.
  public int number() {
    return number;
  }

  /// The greatest page size a kernel for this processor may have: what segments are aligned to.
  public int pageSize() {
    return pageSize;
  }

  /// The one this JVM runs on.
  ///
  /// @throws UnsupportedOperationException if it is not one of these, or the system is not Linux
  public static ElfMachine running() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static ElfMachine of(String system, String processor) {
    if (!system.equals("Linux")) {
      throw new UnsupportedOperationException("os.name=" + system + ": need Linux");
    }
    return switch (processor) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "os.arch=" + processor + ": need x86-64 or aarch64");
    };
  }
}
