package dev.jebpf.harness;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/// A main that prepares a container from inside, as an engine would, and becomes the command after
/// [#RUN] (`execv`): the process keeps its id, its namespaces and its seccomp filter.
final class ContainerInit {
  /// Brings the loopback device up, which a new network namespace has down.
  static final String LOOPBACK = "--loopback";

  /// Mounts an empty file system over the directory that follows, if there is one.
  static final String HIDE = "--hide";

  /// Answers every bpf(2) with the errno that follows.
  static final String FORBID_BPF = "--forbid-bpf";

  /// Ends the preparations.
  static final String RUN = "--";

  private static final Linker LINKER = Linker.nativeLinker();

  private ContainerInit() {}

  public static void main(String[] arguments) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      int next = 0;
      while (!arguments[next].equals(RUN)) {
        switch (arguments[next++]) {
          case LOOPBACK -> raiseLoopback(arena);
          case HIDE -> hide(arena, arguments[next++]);
          case FORBID_BPF -> forbidBpf(arena, Integer.parseInt(arguments[next++]));
          default -> throw new IllegalArgumentException(Arrays.toString(arguments));
        }
      }
      become(arena, Arrays.asList(arguments).subList(next + 1, arguments.length));
    }
  }

  /// `struct ifreq` of linux/if.h: the name in 16 bytes, then the flags; netdevice(7).
  private static void raiseLoopback(Arena arena) throws Throwable {
    final int inet = 2;
    final int datagram = 2;
    final long setFlags = 0x8914; // SIOCSIFFLAGS
    final short up = 1; // IFF_UP
    MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    MemorySegment request = arena.allocate(40, 8);
    request.setString(0, "lo");
    request.set(JAVA_SHORT, 16, up);
    MethodHandle ioctl = variadic("ioctl", 2, JAVA_INT, JAVA_LONG, ADDRESS);
    int device = (int) socket.invokeExact(inet, datagram, 0);
    check("ioctl", (int) ioctl.invokeExact(device, setFlags, request));
  }

  private static void hide(Arena arena, String directory) throws Throwable {
    MethodHandle mount = function("mount", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    if (new java.io.File(directory).isDirectory()) {
      MemorySegment type = arena.allocateFrom("tmpfs");
      MemorySegment target = arena.allocateFrom(directory);
      check("mount", (int) mount.invokeExact(type, target, type, 0L, MemorySegment.NULL));
    }
  }

  /// A classic BPF program over `struct seccomp_data`, whose first word is the system call's number
  /// (linux/seccomp.h, linux/filter.h); seccomp(2).
  private static void forbidBpf(Arena arena, int errno) throws Throwable {
    final int setSeccomp = 22; // PR_SET_SECCOMP
    final long filter = 2; // SECCOMP_MODE_FILTER
    long[] code = {
      statement(0x20, 0, 0, 0), // BPF_LD | BPF_W | BPF_ABS
      statement(0x15, 0, 1, BpfObjects.number()), // BPF_JMP | BPF_JEQ | BPF_K
      statement(0x06, 0, 0, 0x0005_0000L | errno), // BPF_RET, SECCOMP_RET_ERRNO
      statement(0x06, 0, 0, 0x7fff_0000L) // BPF_RET, SECCOMP_RET_ALLOW
    };
    MemorySegment program = arena.allocate(16, 8);
    program.set(JAVA_SHORT, 0, (short) code.length);
    program.set(ADDRESS, 8, arena.allocateFrom(JAVA_LONG, code));
    MethodHandle prctl = variadic("prctl", 1, JAVA_INT, JAVA_LONG, ADDRESS);
    check("prctl", (int) prctl.invokeExact(setSeccomp, filter, program));
  }

  /// `struct sock_filter`: 16 bits of code, 8 each of jumps if true and if false, 32 of operand.
  private static long statement(int code, int ifTrue, int ifFalse, long operand) {
    return code | (long) ifTrue << 16 | (long) ifFalse << 24 | operand << 32;
  }

  private static void become(Arena arena, List<String> command) throws Throwable {
    MemorySegment vector = arena.allocate(ADDRESS, command.size() + 1L);
    for (int i = 0; i < command.size(); i++) {
      vector.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
    }
    MethodHandle exec = function("execv", ADDRESS, ADDRESS);
    check("execv", (int) exec.invokeExact(vector.getAtIndex(ADDRESS, 0), vector));
  }

  private static void check(String call, int result) {
    if (result != 0) {
      throw new IllegalStateException(call + " failed; this needs root");
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle variadic(String name, int fixed, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.firstVariadicArg(fixed));
  }
}
