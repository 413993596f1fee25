package dev.jebpf.linux;

/// The system calls used here, with their numbers: `arch/x86/entry/syscalls/syscall_64.tbl` and,
/// for aarch64, `scripts/syscall.tbl` (`include/uapi/asm-generic/unistd.h` before 6.11).
public enum SystemCall {
  READ("read", 0, 63),
  WRITE("write", 1, 64),
  CLOSE("close", 3, 57),
  MMAP("mmap", 9, 222),
  MUNMAP("munmap", 11, 215),
  RT_SIGPROCMASK("rt_sigprocmask", 14, 135),
  IOCTL("ioctl", 16, 29),
  GETPID("getpid", 39, 172),
  PRCTL("prctl", 157, 167),
  GETTID("gettid", 186, 178),
  EPOLL_CTL("epoll_ctl", 233, 21),
  EPOLL_PWAIT("epoll_pwait", 281, 22),
  EVENTFD2("eventfd2", 290, 19),
  EPOLL_CREATE1("epoll_create1", 291, 20),
  PERF_EVENT_OPEN("perf_event_open", 298, 241),
  PRLIMIT64("prlimit64", 302, 261),
  PROCESS_VM_READV("process_vm_readv", 310, 270),
  BPF("bpf", 321, 280),
  PIDFD_OPEN("pidfd_open", 434, 434);

  private final String symbol;
  private final int x86;
  private final int aarch64;

  SystemCall(String symbol, int x86, int aarch64) {
    this.symbol = symbol;
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  /// The name in the manual, section 2.
  public String symbol() {
    return symbol;
  }

  int number(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x86;
      case AARCH64 -> aarch64;
    };
  }
}
