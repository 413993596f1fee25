package dev.jebpf.probes;

/// What results of I/O mean.
final class Results {
  private static final long AGAIN = -11;
  private static final long IN_PROGRESS = -115;

  /// `ERESTARTSYS` to `ERESTART_RESTARTBLOCK` of `linux/errno.h`, which user space never sees.
  private static final long RESTART_FIRST = -512;

  private static final long RESTART_LAST = -516;

  /// `MAX_ERRNO` of `linux/err.h`: pointers from `-MAX_ERRNO` on are errors.
  private static final long MAX_ERROR = 4095;

  private Results() {}

  /// Whether the operation is over, rather than found nothing to do or going to be started again by
  /// the kernel.
  static boolean counts(long result) {
    return result != AGAIN
        && result != IN_PROGRESS
        && (result > RESTART_FIRST || result < RESTART_LAST);
  }

  /// Whether a pointer is an error instead (`IS_ERR`).
  static boolean error(long pointer) {
    return pointer < 0 && pointer >= -MAX_ERROR;
  }
}
