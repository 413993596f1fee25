package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// bpf(2).
public final class Bpf {
  /// `struct bpf_prog_info`, `bpf_map_info` and `bpf_link_info` all have their id at this offset.
  private static final int INFO_ID = 4;

  private static final int INFO_BY_FD_FD = 0;
  private static final int INFO_BY_FD_LENGTH = 4;
  private static final int INFO_BY_FD_ADDRESS = 8;

  private static final int BTF_LOAD_BTF = 0;
  private static final int BTF_LOAD_SIZE = 16;

  private Bpf() {}

  /// Runs a command.
  ///
  /// @return what the kernel returned, a negated errno when it failed
  public static long call(Kernel kernel, BpfCommand command, BpfAttribute attribute) {
    MemorySegment segment = attribute.segment();
    return kernel.call(SystemCall.BPF, command.number(), segment.address(), segment.byteSize());
  }

  /// The failure of a command as an exception.
  ///
  /// @param result negative
  /// @param attempted what was tried, with values
  public static LinuxException failure(BpfCommand command, long result, String attempted) {
    return LinuxException.of(SystemCall.BPF, result, attempted + " (BPF_" + command.name() + ")");
  }

  /// The failure of a command that takes a capability of its own.
  public static LinuxException failure(
      BpfCommand command, long result, String attempted, Capability needed) {
    String remedy =
        Errno.EPERM.is(result) && !Privileges.read().has(needed)
            ? "this takes " + needed.symbol()
            : null;
    return remedy == null
        ? failure(command, result, attempted)
        : LinuxException.of(
            SystemCall.BPF, result, attempted + " (BPF_" + command.name() + ")", remedy);
  }

  /// Fills `info` with what the kernel knows about a program, map or link
  /// (`BPF_OBJ_GET_INFO_BY_FD`, minimum kernel 4.13). Fields the kernel does not have stay as they
  /// are.
  public static void info(Kernel kernel, FileDescriptor object, MemorySegment info) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(INFO_BY_FD_FD, object.number())
              .putInt(INFO_BY_FD_LENGTH, (int) info.byteSize())
              .putAddress(INFO_BY_FD_ADDRESS, info);
      long result = call(kernel, BpfCommand.OBJ_GET_INFO_BY_FD, attribute);
      if (result < 0) {
        throw failure(BpfCommand.OBJ_GET_INFO_BY_FD, result, "ask about " + object);
      }
    }
  }

  /// The kernel's id of a program, map or link, as `bpftool` shows it.
  public static int id(Kernel kernel, FileDescriptor object) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(64, 8);
      info(kernel, object, info);
      return info.get(JAVA_INT, INFO_ID);
    }
  }

  /// Gives the kernel type information (`BPF_BTF_LOAD`). Minimum kernel 4.18.
  public static FileDescriptor loadBtf(Kernel kernel, byte[] blob) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putAddress(BTF_LOAD_BTF, arena.allocateFrom(JAVA_BYTE, blob))
              .putInt(BTF_LOAD_SIZE, blob.length);
      long result = call(kernel, BpfCommand.BTF_LOAD, attribute);
      if (Errno.EPERM.is(result) && Memlock.raise(kernel)) {
        result = call(kernel, BpfCommand.BTF_LOAD, attribute);
      }
      if (result < 0) {
        throw failure(BpfCommand.BTF_LOAD, result, "load BTF size=" + blob.length);
      }
      return FileDescriptor.owning(kernel, result);
    }
  }
}
