/// ELF files as bytes: headers, sections and symbols of 64-bit little-endian shared objects, to
/// write and to read. Pure: no file is opened here and nothing is mapped.
///
/// ```java
/// ElfFile file = ElfFile.read(ByteBuffer.wrap(bytes));
/// ByteBuffer notes = file.contents(file.section(".note.stapsdt").orElseThrow());
/// ```
///
/// Layouts and constants are those of the System V gABI, chapters 4 and 5, and of the processor
/// supplements for x86-64 and AArch64.
@NullMarked
package dev.jebpf.elf;

import org.jspecify.annotations.NullMarked;
