package dev.jebpf.feature;

/// Whether the kernel has a feature and lets this process use it.
public sealed interface Support {
  /// It was tried and worked.
  record Supported() implements Support {
    @Override
    public String toString() {
      return "supported";
    }
  }

  /// It can't be used, and trying again won't help.
  ///
  /// @param reason what the kernel answered or lacks, and what to do about it
  record Unsupported(String reason) implements Support {
    @Override
    public String toString() {
      return "unsupported: " + reason;
    }
  }

  /// Could not be found out, mostly for lack of permission.
  ///
  /// @param reason what stood in the way, and what to do about it
  record Inconclusive(String reason) implements Support {
    @Override
    public String toString() {
      return "inconclusive: " + reason;
    }
  }

  /// The answer without a reason.
  static Support supported() {
    return new Supported();
  }

  /// Whether it is [Supported].
  default boolean isSupported() {
    return this instanceof Supported;
  }

  /// Whether the answer will stay the same for the life of the process.
  default boolean isConclusive() {
    return !(this instanceof Inconclusive);
  }

  /// Why it is not supported; empty if it is.
  default String reason() {
    return switch (this) {
      case Supported _ -> "";
      case Unsupported(String reason) -> reason;
      case Inconclusive(String reason) -> reason;
    };
  }
}
