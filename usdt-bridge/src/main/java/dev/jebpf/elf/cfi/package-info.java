/// Call frame information: where the caller's frame is, for every instruction of a file. Pure:
/// bytes in, values out.
///
/// ```java
/// UnwindTable table = UnwindTable.of(ElfFile.read(bytes)); // null when the file has none
/// UnwindRow row = table.row(registers.get(Registers.PC) - base); // null outside of its functions
/// Registers caller = row.caller(registers, stack);
/// ```
///
/// Formats: `.eh_frame` and `.eh_frame_hdr` of the Linux Standard Base Core Specification 5.0,
/// chapter 10.6, which has the common information entries (CIE) and frame description entries (FDE)
/// of DWARF 5, section 6.4; their instructions build a row of a table, the rules for the canonical
/// frame address (CFA) and for registers. Numbers of registers are those of the System V ABI,
/// AMD64 supplement, figure 3.36.
///
/// Any bytes are either understood or refused with a [CfiException]: each instruction takes a byte
/// at least and none of them jumps, so no table is read without end.
@NullMarked
package dev.jebpf.elf.cfi;

import org.jspecify.annotations.NullMarked;
