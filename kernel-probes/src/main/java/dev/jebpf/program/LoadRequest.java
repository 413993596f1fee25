package dev.jebpf.program;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.jebpf.btf.ProgramBtf;
import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.SignalMask;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One program's `BPF_PROG_LOAD`, to be made as often as needed. Offsets are those of `union
/// bpf_attr` in `linux/bpf.h`. The memory is that of the arena it was made with.
public final class LoadRequest {
  /// `EAGAIN` means that a signal was pending (`do_check` in `kernel/bpf/verifier.c`). What
  /// [SignalMask] lets through comes one at a time.
  private static final int ATTEMPTS = 10;

  private static final int PROG_TYPE = 0;
  private static final int INSN_CNT = 4;
  private static final int INSNS = 8;
  private static final int LICENSE = 16;
  private static final int LOG_LEVEL = 24;
  private static final int LOG_SIZE = 28;
  private static final int LOG_BUF = 32;
  private static final int PROG_FLAGS = 44;
  private static final int PROG_NAME = 48;
  private static final int EXPECTED_ATTACH_TYPE = 68;
  private static final int PROG_BTF_FD = 72;
  private static final int FUNC_INFO_REC_SIZE = 76;
  private static final int FUNC_INFO = 80;
  private static final int FUNC_INFO_CNT = 88;
  private static final int LINE_INFO_REC_SIZE = 92;
  private static final int LINE_INFO = 96;
  private static final int LINE_INFO_CNT = 104;
  private static final int ATTACH_BTF_ID = 108;

  /// Output, minimum kernel 6.4; 0 before.
  private static final int LOG_TRUE_SIZE = 140;

  private final Arena arena;
  private final BpfAttribute attribute;

  private LoadRequest(Arena arena, BpfAttribute attribute) {
    this.arena = arena;
    this.attribute = attribute;
  }

  /// A program without type information.
  ///
  /// @param code with the descriptors of its maps
  public static LoadRequest of(
      Arena arena, ProgramKind kind, String name, byte[] code, String license) {
    BpfAttribute attribute =
        BpfAttribute.of(arena)
            .putInt(PROG_TYPE, kind.type())
            .putInt(INSN_CNT, code.length / ProgramSpec.SLOT_SIZE)
            .putAddress(INSNS, bytes(arena, code))
            .putAddress(LICENSE, arena.allocateFrom(license))
            .putInt(PROG_FLAGS, kind.flags())
            .putName(PROG_NAME, name)
            .putInt(EXPECTED_ATTACH_TYPE, kind.expectedAttachType())
            .putInt(ATTACH_BTF_ID, kind.attachBtfId());
    return new LoadRequest(arena, attribute);
  }

  /// Adds the program's own types and source lines.
  ///
  /// @param descriptor of the loaded blob
  LoadRequest describedBy(FileDescriptor descriptor, ProgramBtf btf) {
    attribute
        .putInt(PROG_BTF_FD, descriptor.number())
        .putInt(FUNC_INFO_REC_SIZE, ProgramBtf.FUNCTION_INFO_BYTES)
        .putAddress(FUNC_INFO, bytes(arena, btf.functionInfo()))
        .putInt(FUNC_INFO_CNT, btf.functionInfo().length / ProgramBtf.FUNCTION_INFO_BYTES)
        .putInt(LINE_INFO_REC_SIZE, ProgramBtf.LINE_INFO_BYTES)
        .putAddress(LINE_INFO, bytes(arena, btf.lineInfo()))
        .putInt(LINE_INFO_CNT, btf.lineInfo().length / ProgramBtf.LINE_INFO_BYTES);
    return this;
  }

  /// Loads without a log.
  ///
  /// @return a descriptor or a negated errno
  public long load(Kernel kernel) {
    attribute.putInt(LOG_LEVEL, 0).putInt(LOG_SIZE, 0).putLong(LOG_BUF, 0);
    return send(kernel);
  }

  /// Loads with the verifier's log.
  ///
  /// @param log filled with a NUL-terminated text
  /// @return a descriptor or a negated errno, `ENOSPC` if the log did not fit
  public long load(Kernel kernel, MemorySegment log) {
    log.set(JAVA_BYTE, 0, (byte) 0);
    attribute
        .putInt(LOG_LEVEL, 1)
        .putInt(LOG_SIZE, (int) log.byteSize())
        .putAddress(LOG_BUF, log)
        .putInt(LOG_TRUE_SIZE, 0);
    return send(kernel);
  }

  /// Bytes the last log would have needed; 0 if the kernel does not say.
  int logTrueSize() {
    return attribute.getInt(LOG_TRUE_SIZE);
  }

  private long send(Kernel kernel) {
    long result = -Errno.EAGAIN.number();
    for (int i = 0; i < ATTEMPTS && Errno.EAGAIN.is(result); i++) {
      result =
          SignalMask.whileBlocked(kernel, () -> Bpf.call(kernel, BpfCommand.PROG_LOAD, attribute));
    }
    return result;
  }

  private static MemorySegment bytes(Arena arena, byte[] bytes) {
    MemorySegment copy = arena.allocate(Math.max(1, bytes.length), Long.BYTES);
    MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
    return copy;
  }
}
