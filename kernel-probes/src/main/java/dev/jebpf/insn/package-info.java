/// eBPF instructions: a sealed model, the encoder to the kernel's 8-byte slots and a disassembler
/// in the kernel's own notation. Pure: bytes and values, no kernel.
///
/// ```java
/// Label out = new Label();
/// Encoder.Encoded program =
///     Encoder.encode(
///         List.of(
///             new Alu(AluOp.MOV, Width.W32, Register.R0, new Immediate(0)),
///             new Branch(Condition.EQ, Width.W64, Register.R1, new Immediate(0), out),
///             new Load(Size.WORD, false, Register.R0, Register.R1, 8),
///             out,
///             new Exit()));
/// String listing = Disassembler.listing(program.code());
/// ```
///
/// Source of every number: `include/uapi/linux/bpf.h`, `bpf_common.h` and RFC 9669.
@NullMarked
package dev.jebpf.insn;

import org.jspecify.annotations.NullMarked;
