package dev.jebpf.feature;

import dev.jebpf.linux.Capability;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.Privileges;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the failure of a probe means.
final class Verdict {
  private Verdict() {}

  static Support of(LinuxException failure) {
    return of(failure, failure.errno(), Privileges.read(), Capability.BPF, Capability.PERFMON);
  }

  /// For what takes capabilities of its own.
  static Support of(LinuxException failure, Capability needed) {
    return of(failure, failure.errno(), Privileges.read(), needed);
  }

  /// A refusal to someone who lacks the capabilities says nothing of the kernel; to someone who has
  /// them it is the last word. Lack of memory or descriptors, or a signal, says nothing either.
  static Support of(
      RuntimeException failure,
      @Nullable Errno errno,
      Privileges privileges,
      Capability... needed) {
    String reason = String.valueOf(failure.getMessage());
    return switch (errno) {
      case EPERM, EACCES ->
          Stream.of(needed).allMatch(privileges::has)
              ? new Support.Unsupported(reason)
              : new Support.Inconclusive(reason);
      case ENOMEM, EMFILE, ENFILE, EAGAIN, EINTR, EBUSY -> new Support.Inconclusive(reason);
      case null, default -> new Support.Unsupported(reason);
    };
  }
}
