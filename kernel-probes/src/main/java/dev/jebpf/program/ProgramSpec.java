package dev.jebpf.program;

import dev.jebpf.insn.Alu;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Encoder;
import dev.jebpf.insn.Exit;
import dev.jebpf.insn.Immediate;
import dev.jebpf.insn.Register;
import dev.jebpf.insn.Width;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A compiled program before any kernel has seen it; deterministic, without a file descriptor.
///
/// @param name at most 15 bytes of `[A-Za-z0-9_.]`
/// @param attach where it runs
/// @param code 8 bytes per instruction slot (`struct bpf_insn`), in the host's byte order; an
/// `LD_IMM64` of a map has an immediate of 0 until the program is loaded. Not copied: treat it as
/// immutable
/// @param maps the `LD_IMM64`s that name maps
/// @param lines source lines by ascending instruction
/// @param license for example `Dual MIT/GPL`
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record ProgramSpec(
    String name,
    AttachPoint attach,
    byte[] code,
    List<MapReference> maps,
    List<SourceLine> lines,
    String license) {
  /// Bytes of an instruction slot: `struct bpf_insn` of `linux/bpf.h`.
  public static final int SLOT_SIZE = 8;

  /// Bytes of a name without the NUL: `BPF_OBJ_NAME_LEN - 1`.
  public static final int MAX_NAME = 15;

  public ProgramSpec {
    if (name.length() > MAX_NAME || !name.matches("[A-Za-z0-9_.]+")) {
      throw new IllegalArgumentException(
          "program name=" + name + ": want 1 to 15 of [A-Za-z0-9_.]");
    }
    if (code.length == 0 || code.length % SLOT_SIZE != 0) {
      throw new IllegalArgumentException(
          "program name=" + name + ": code of " + code.length + " bytes is not whole instructions");
    }
    maps = List.copyOf(maps);
    lines = List.copyOf(lines);
  }

  /// A program that does nothing, for learning whether one may be attached there.
  public static ProgramSpec nothing(AttachPoint attach) {
    var zero = new Alu(AluOp.MOV, Width.W64, Register.R0, new Immediate(0));
    byte[] code = Encoder.encode(List.of(zero, new Exit())).code();
    return new ProgramSpec("jebpf.probe", attach, code, List.of(), List.of(), "Dual MIT/GPL");
  }

  /// Number of instruction slots; an `LD_IMM64` takes two.
  public int slots() {
    return code.length / SLOT_SIZE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProgramSpec that
        && name.equals(that.name)
        && attach.equals(that.attach)
        && Arrays.equals(code, that.code)
        && maps.equals(that.maps)
        && lines.equals(that.lines)
        && license.equals(that.license);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, attach, Arrays.hashCode(code), maps, lines, license);
  }

  @Override
  public String toString() {
    return "ProgramSpec[name=" + name + ", attach=" + attach + ", slots=" + slots() + "]";
  }
}
