package dev.jebpf.probes;

/// The system calls the programs know: numbers, what a sleep in one counts as, and what the I/O
/// programs make of it. What is not here is [SyscallClass#NONE] and [IoOperation#NONE].
///
/// Numbers are those of `asm/unistd_64.h` (x86-64) and `asm-generic/unistd.h` (aarch64); -1 where
/// an architecture lacks the call.
enum Syscall {
  FUTEX(202, 98, SyscallClass.FUTEX, IoOperation.NONE),
  FUTEX_WAITV(449, 449, SyscallClass.FUTEX, IoOperation.NONE),
  FUTEX_WAIT(455, 455, SyscallClass.FUTEX, IoOperation.NONE),
  FUTEX_REQUEUE(456, 456, SyscallClass.FUTEX, IoOperation.NONE),
  NANOSLEEP(35, 101, SyscallClass.SLEEP, IoOperation.NONE),
  CLOCK_NANOSLEEP(230, 115, SyscallClass.SLEEP, IoOperation.NONE),
  PAUSE(34, -1, SyscallClass.SLEEP, IoOperation.NONE),
  RT_SIGTIMEDWAIT(128, 137, SyscallClass.SLEEP, IoOperation.NONE),
  RT_SIGSUSPEND(130, 133, SyscallClass.SLEEP, IoOperation.NONE),
  WAIT4(61, 260, SyscallClass.SLEEP, IoOperation.NONE),
  WAITID(247, 95, SyscallClass.SLEEP, IoOperation.NONE),
  MMAP(9, 222, SyscallClass.MEMORY, IoOperation.NONE),
  MUNMAP(11, 215, SyscallClass.MEMORY, IoOperation.NONE),
  MREMAP(25, 216, SyscallClass.MEMORY, IoOperation.NONE),
  MPROTECT(10, 226, SyscallClass.MEMORY, IoOperation.NONE),
  MADVISE(28, 233, SyscallClass.MEMORY, IoOperation.NONE),
  BRK(12, 214, SyscallClass.MEMORY, IoOperation.NONE),
  MLOCK(149, 228, SyscallClass.MEMORY, IoOperation.NONE),
  MLOCK2(325, 284, SyscallClass.MEMORY, IoOperation.NONE),
  MLOCKALL(151, 230, SyscallClass.MEMORY, IoOperation.NONE),
  MUNLOCK(150, 229, SyscallClass.MEMORY, IoOperation.NONE),
  MUNLOCKALL(152, 231, SyscallClass.MEMORY, IoOperation.NONE),
  MEMBARRIER(324, 283, SyscallClass.MEMORY, IoOperation.NONE),
  MINCORE(27, 232, SyscallClass.MEMORY, IoOperation.NONE),
  PROCESS_VM_READV(310, 270, SyscallClass.MEMORY, IoOperation.NONE),
  PROCESS_VM_WRITEV(311, 271, SyscallClass.MEMORY, IoOperation.NONE),
  PROCESS_MADVISE(440, 440, SyscallClass.MEMORY, IoOperation.NONE),
  MBIND(237, 235, SyscallClass.MEMORY, IoOperation.NONE),
  SET_MEMPOLICY(238, 237, SyscallClass.MEMORY, IoOperation.NONE),
  USERFAULTFD(323, 282, SyscallClass.MEMORY, IoOperation.NONE),
  PKEY_MPROTECT(329, 288, SyscallClass.MEMORY, IoOperation.NONE),
  OPEN(2, -1, SyscallClass.PATH, IoOperation.OPEN),
  OPENAT(257, 56, SyscallClass.PATH, IoOperation.OPEN_AT),
  OPENAT2(437, 437, SyscallClass.PATH, IoOperation.OPEN_AT),
  CREAT(85, -1, SyscallClass.PATH, IoOperation.OPEN),
  STAT(4, -1, SyscallClass.PATH, IoOperation.NONE),
  LSTAT(6, -1, SyscallClass.PATH, IoOperation.NONE),
  NEWFSTATAT(262, 79, SyscallClass.PATH, IoOperation.NONE),
  STATX(332, 291, SyscallClass.PATH, IoOperation.NONE),
  ACCESS(21, -1, SyscallClass.PATH, IoOperation.NONE),
  FACCESSAT(269, 48, SyscallClass.PATH, IoOperation.NONE),
  FACCESSAT2(439, 439, SyscallClass.PATH, IoOperation.NONE),
  RENAME(82, -1, SyscallClass.PATH, IoOperation.NONE),
  RENAMEAT(264, 38, SyscallClass.PATH, IoOperation.NONE),
  RENAMEAT2(316, 276, SyscallClass.PATH, IoOperation.NONE),
  MKDIR(83, -1, SyscallClass.PATH, IoOperation.NONE),
  MKDIRAT(258, 34, SyscallClass.PATH, IoOperation.NONE),
  RMDIR(84, -1, SyscallClass.PATH, IoOperation.NONE),
  UNLINK(87, -1, SyscallClass.PATH, IoOperation.NONE),
  UNLINKAT(263, 35, SyscallClass.PATH, IoOperation.NONE),
  LINK(86, -1, SyscallClass.PATH, IoOperation.NONE),
  LINKAT(265, 37, SyscallClass.PATH, IoOperation.NONE),
  SYMLINK(88, -1, SyscallClass.PATH, IoOperation.NONE),
  SYMLINKAT(266, 36, SyscallClass.PATH, IoOperation.NONE),
  READLINK(89, -1, SyscallClass.PATH, IoOperation.NONE),
  READLINKAT(267, 78, SyscallClass.PATH, IoOperation.NONE),
  CHMOD(90, -1, SyscallClass.PATH, IoOperation.NONE),
  FCHMODAT(268, 53, SyscallClass.PATH, IoOperation.NONE),
  CHOWN(92, -1, SyscallClass.PATH, IoOperation.NONE),
  LCHOWN(94, -1, SyscallClass.PATH, IoOperation.NONE),
  FCHOWNAT(260, 54, SyscallClass.PATH, IoOperation.NONE),
  TRUNCATE(76, 45, SyscallClass.PATH, IoOperation.NONE),
  UTIMENSAT(280, 88, SyscallClass.PATH, IoOperation.NONE),
  SYNC(162, 81, SyscallClass.PATH, IoOperation.NONE),
  MSYNC(26, 227, SyscallClass.PATH, IoOperation.SYNC_MAPPED),
  STATFS(137, 43, SyscallClass.PATH, IoOperation.NONE),
  CHDIR(80, 49, SyscallClass.PATH, IoOperation.NONE),
  MOUNT(165, 40, SyscallClass.PATH, IoOperation.NONE),
  UMOUNT2(166, 39, SyscallClass.PATH, IoOperation.NONE),
  NAME_TO_HANDLE_AT(303, 264, SyscallClass.PATH, IoOperation.NONE),
  OPEN_BY_HANDLE_AT(304, 265, SyscallClass.PATH, IoOperation.NONE),
  SETXATTR(188, 5, SyscallClass.PATH, IoOperation.NONE),
  GETXATTR(191, 8, SyscallClass.PATH, IoOperation.NONE),
  LISTXATTR(194, 11, SyscallClass.PATH, IoOperation.NONE),
  REMOVEXATTR(197, 14, SyscallClass.PATH, IoOperation.NONE),
  MKNOD(133, -1, SyscallClass.PATH, IoOperation.NONE),
  MKNODAT(259, 33, SyscallClass.PATH, IoOperation.NONE),
  READ(0, 63, SyscallClass.DESCRIPTOR, IoOperation.READ),
  PREAD64(17, 67, SyscallClass.DESCRIPTOR, IoOperation.READ),
  READV(19, 65, SyscallClass.DESCRIPTOR, IoOperation.READ),
  PREADV(295, 69, SyscallClass.DESCRIPTOR, IoOperation.READ),
  PREADV2(327, 286, SyscallClass.DESCRIPTOR, IoOperation.READ),
  WRITE(1, 64, SyscallClass.DESCRIPTOR, IoOperation.WRITE),
  PWRITE64(18, 68, SyscallClass.DESCRIPTOR, IoOperation.WRITE),
  WRITEV(20, 66, SyscallClass.DESCRIPTOR, IoOperation.WRITE),
  PWRITEV(296, 70, SyscallClass.DESCRIPTOR, IoOperation.WRITE),
  PWRITEV2(328, 287, SyscallClass.DESCRIPTOR, IoOperation.WRITE),
  FSYNC(74, 82, SyscallClass.DESCRIPTOR, IoOperation.SYNC),
  FDATASYNC(75, 83, SyscallClass.DESCRIPTOR, IoOperation.SYNC),
  SYNC_FILE_RANGE(277, 84, SyscallClass.DESCRIPTOR, IoOperation.SYNC),
  SYNCFS(306, 267, SyscallClass.DESCRIPTOR, IoOperation.SYNC),
  SENDFILE(40, 71, SyscallClass.DESCRIPTOR, IoOperation.SENDFILE),
  COPY_FILE_RANGE(326, 285, SyscallClass.DESCRIPTOR, IoOperation.COPY),
  SPLICE(275, 76, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  TEE(276, 77, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  VMSPLICE(278, 75, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FALLOCATE(285, 47, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FTRUNCATE(77, 46, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FSTAT(5, 80, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FCHMOD(91, 52, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FCHOWN(93, 55, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FADVISE64(221, 223, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  READAHEAD(187, 213, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  GETDENTS(78, -1, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  GETDENTS64(217, 61, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  LSEEK(8, 62, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  IOCTL(16, 29, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FCNTL(72, 25, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FLOCK(73, 32, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FSTATFS(138, 44, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FSETXATTR(190, 7, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FGETXATTR(193, 10, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FLISTXATTR(196, 13, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  FREMOVEXATTR(199, 16, SyscallClass.DESCRIPTOR, IoOperation.NONE),
  CLOSE(3, 57, SyscallClass.CLOSE, IoOperation.NONE),
  CLOSE_RANGE(436, 436, SyscallClass.CLOSE, IoOperation.NONE),
  CONNECT(42, 203, SyscallClass.SOCKET, IoOperation.CONNECT),
  ACCEPT(43, 202, SyscallClass.SOCKET, IoOperation.ACCEPT),
  ACCEPT4(288, 242, SyscallClass.SOCKET, IoOperation.ACCEPT),
  SENDTO(44, 206, SyscallClass.SOCKET, IoOperation.SEND),
  RECVFROM(45, 207, SyscallClass.SOCKET, IoOperation.RECEIVE),
  SENDMSG(46, 211, SyscallClass.SOCKET, IoOperation.SEND),
  RECVMSG(47, 212, SyscallClass.SOCKET, IoOperation.RECEIVE),
  SENDMMSG(307, 269, SyscallClass.SOCKET, IoOperation.SEND_MANY),
  RECVMMSG(299, 243, SyscallClass.SOCKET, IoOperation.RECEIVE_MANY),
  SHUTDOWN(48, 210, SyscallClass.SOCKET, IoOperation.NONE),
  BIND(49, 200, SyscallClass.SOCKET, IoOperation.NONE),
  LISTEN(50, 201, SyscallClass.SOCKET, IoOperation.NONE),
  GETSOCKOPT(55, 209, SyscallClass.SOCKET, IoOperation.NONE),
  SETSOCKOPT(54, 208, SyscallClass.SOCKET, IoOperation.NONE),
  EPOLL_WAIT(232, -1, SyscallClass.POLL, IoOperation.NONE),
  EPOLL_PWAIT(281, 22, SyscallClass.POLL, IoOperation.NONE),
  EPOLL_PWAIT2(441, 441, SyscallClass.POLL, IoOperation.NONE),
  IO_URING_ENTER(426, 426, SyscallClass.POLL, IoOperation.NONE),
  IO_GETEVENTS(208, 4, SyscallClass.POLL, IoOperation.NONE),
  IO_PGETEVENTS(333, 292, SyscallClass.POLL, IoOperation.NONE),
  SELECT(23, -1, SyscallClass.SELECT, IoOperation.NONE),
  PSELECT6(270, 72, SyscallClass.SELECT, IoOperation.NONE),
  POLL(7, -1, SyscallClass.POLL_FEW, IoOperation.POLL),
  PPOLL(271, 73, SyscallClass.POLL_FEW, IoOperation.POLL),
  RESTART_SYSCALL(219, 128, SyscallClass.RESTART, IoOperation.NONE);

  private final int x86;
  private final int aarch64;
  private final int syscallClass;
  private final int operation;

  Syscall(int x86, int aarch64, int syscallClass, int operation) {
    this.x86 = x86;
    this.aarch64 = aarch64;
    this.syscallClass = syscallClass;
    this.operation = operation;
  }

  /// Its number on x86-64, or -1.
  int x86() {
    return x86;
  }

  /// Its number on aarch64, or -1.
  int aarch64() {
    return aarch64;
  }

  /// A constant of [SyscallClass].
  int syscallClass() {
    return syscallClass;
  }

  /// A constant of [IoOperation].
  int operation() {
    return operation;
  }
}
