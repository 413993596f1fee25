package dev.jebpf.premain;

import org.jspecify.annotations.Nullable;

/// Whether this JVM is one the rest of jebpf can run on.
final class JavaVersion {
  /// The oldest supported feature release: what the nested jar is compiled for.
  static final int OLDEST = 25;

  private JavaVersion() {}

  /// One line for the user of a JVM that is too old; null for a good one.
  static @Nullable String complaint() {
    if (feature(System.getProperty("java.specification.version", "")) >= OLDEST) {
      return null;
    }
    return "jebpf: needs Java "
        + OLDEST
        + " or newer, and this is Java "
        + System.getProperty("java.version")
        + " in "
        + System.getProperty("java.home");
  }

  /// 8 for `1.8`, 25 for `25`, 0 for what is neither.
  static int feature(String specification) {
    try {
      return Integer.parseInt(
          specification.startsWith("1.") ? specification.substring(2) : specification);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
