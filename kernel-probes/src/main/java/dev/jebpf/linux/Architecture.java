package dev.jebpf.linux;

import java.util.Locale;

/// The processors whose system call numbers are known.
public enum Architecture {
  X86_64,
  AARCH64;

  /// The one this JVM runs on.
  ///
  /// @throws UnsupportedOperationException if it is not one of these, or the system is not Linux
  public static Architecture running() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Architecture of(String system, String processor) {
    if (system.equals("Linux")) {
      switch (processor.toLowerCase(Locale.ROOT)) {
        case "amd64", "x86_64" -> {
          return X86_64;
        }
        case "aarch64", "arm64" -> {
          return AARCH64;
        }
        default -> {}
      }
    }
    throw new UnsupportedOperationException(
        "os.name=" + system + " os.arch=" + processor + ": need Linux on x86-64 or aarch64");
  }
}
