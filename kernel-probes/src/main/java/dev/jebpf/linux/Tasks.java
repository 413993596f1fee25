package dev.jebpf.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Threads and processes by the kernel's ids.
public final class Tasks {
  /// `PIDFD_THREAD` (`O_EXCL`) of `linux/pidfd.h`, minimum kernel 6.9.
  private static final int PIDFD_THREAD = 0x80;

  private Tasks() {}

  /// The calling thread's id, as in `/proc/self/task`, in its own PID namespace.
  public static int currentThread(Kernel kernel) {
    return (int) kernel.call(SystemCall.GETTID, 0, 0, 0);
  }

  /// A descriptor of a process. Minimum kernel 5.3.
  public static FileDescriptor openProcess(Kernel kernel, int pid) {
    return open(kernel, pid, 0);
  }

  /// A descriptor of any thread. Minimum kernel 6.9.
  public static FileDescriptor openThread(Kernel kernel, int tid) {
    return open(kernel, tid, PIDFD_THREAD);
  }

  /// The first thread of a process, by which the kernel knows its memory; 0 when it has ended
  /// before the others, as it may (a zombie has no memory any more), or cannot be asked.
  public static int leader(int tgid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + tgid + "/stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2); // "tid (name) S ...", proc_pid_stat(5)
      return state == 'Z' || state == 'X' ? 0 : tgid;
    } catch (IOException | IndexOutOfBoundsException unknown) {
      return 0;
    }
  }

  private static FileDescriptor open(Kernel kernel, int id, int flags) {
    long result = kernel.call(SystemCall.PIDFD_OPEN, id, flags, 0);
    if (result < 0) {
      throw LinuxException.of(SystemCall.PIDFD_OPEN, result, "open task id=" + id);
    }
    return FileDescriptor.owning(kernel, result);
  }
}
