package dev.jebpf.insn;

/// One eBPF instruction, or a [Label] that marks the place of the next one.
///
/// Branch targets are labels; the [Encoder] turns them into distances.
public sealed interface Instruction
    permits Alu,
        Negate,
        SignExtend,
        ByteSwap,
        Load,
        Store,
        Atomic,
        LoadWide,
        Jump,
        JumpLong,
        MayGoto,
        Branch,
        CallHelper,
        CallKfunc,
        Exit,
        Label {

  /// How many 8-byte slots the instruction takes: 0 for a label, 2 for [LoadWide], else 1.
  default int slots() {
    return switch (this) {
      case Label _ -> 0;
      case LoadWide _ -> 2;
      case Alu _,
          Negate _,
          SignExtend _,
          ByteSwap _,
          Load _,
          Store _,
          Atomic _,
          Jump _,
          JumpLong _,
          MayGoto _,
          Branch _,
          CallHelper _,
          CallKfunc _,
          Exit _ ->
          1;
    };
  }
}
