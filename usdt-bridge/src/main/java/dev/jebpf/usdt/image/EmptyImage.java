package dev.jebpf.usdt.image;

import dev.jebpf.elf.ElfHeader;
import dev.jebpf.elf.ProgramHeader;
import dev.jebpf.elf.SectionHeader;
import dev.jebpf.elf.StringTable;
import dev.jebpf.elf.Symbol;
import dev.jebpf.elf.SymbolHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The part of a file that never changes: headers, sites and semaphores, and no probe yet.
public final class EmptyImage {
  private static final byte[] GNU = "GNU\0".getBytes(StandardCharsets.US_ASCII);
  private static final int NT_GNU_BUILD_ID = 3;
  private static final int DT_NULL = 0;
  private static final int DT_HASH = 4;
  private static final int DT_STRTAB = 5;
  private static final int DT_SYMTAB = 6;
  private static final int DT_STRSZ = 10;
  private static final int DT_SYMENT = 11;

  private EmptyImage() {}

  /// All bytes up to the end of the section headers.
  ///
  /// @param buildId 20 bytes by which perf's cache tells this file from all others
  public static ByteBuffer bytes(ImageLayout layout, byte[] buildId) {
    if (buildId.length != ImageLayout.BUILD_ID_SIZE) {
      throw new IllegalArgumentException("buildId.length=" + buildId.length);
    }
    ByteBuffer out = ByteBuffer.allocate(size(layout)).order(ByteOrder.LITTLE_ENDIAN);
    writeHeaders(out, layout);
    out.position((int) layout.buildId());
    out.putInt(GNU.length).putInt(buildId.length).putInt(NT_GNU_BUILD_ID).put(GNU).put(buildId);
    writeSymbols(out, layout);
    out.position((int) layout.text());
    for (int site = 0; site < layout.capacity(); site++) {
      out.put(layout.instruction().code());
    }
    writeDynamic(out.position((int) layout.dynamic()), layout);
    out.position((int) layout.sectionNames()).put(Sections.names().toBytes());
    Sections.write(out.position((int) layout.sectionHeaders()), layout);
    return out.flip();
  }

  private static int size(ImageLayout layout) {
    return (int) layout.sectionHeaders() + Sections.COUNT * SectionHeader.SIZE;
  }

  private static void writeHeaders(ByteBuffer out, ImageLayout layout) {
    new ElfHeader(
            layout.machine(),
            ImageLayout.PROGRAM_HEADERS,
            layout.sectionHeaders(),
            Sections.COUNT,
            Sections.NAMES)
        .write(out);
    int page = layout.machine().pageSize();
    int read = ProgramHeader.READ;
    int write = read | ProgramHeader.WRITE;
    long headers = layout.base() + ImageLayout.BASE_SIZE;
    long data = layout.semaphore(layout.capacity()) - layout.dynamic();
    segment(out, ProgramHeader.LOAD, read, 0, headers, page);
    segment(
        out,
        ProgramHeader.LOAD,
        read | ProgramHeader.EXECUTE,
        layout.text(),
        layout.textSize(),
        page);
    segment(out, ProgramHeader.LOAD, write, layout.dynamic(), data, page);
    segment(out, ProgramHeader.DYNAMIC, write, layout.dynamic(), ImageLayout.DYNAMIC_SIZE, 8);
    segment(out, ProgramHeader.NOTE, read, layout.buildId(), ImageLayout.BUILD_ID_NOTE_SIZE, 4);
    segment(out, ProgramHeader.GNU_STACK, write, 0, 0, 16);
  }

  private static void segment(
      ByteBuffer out, int type, int flags, long offset, long size, long alignment) {
    new ProgramHeader(type, flags, offset, size, alignment).write(out);
  }

  private static void writeSymbols(ByteBuffer out, ImageLayout layout) {
    StringTable strings = new StringTable();
    int anchor = strings.add(ImageLayout.ANCHOR);
    SymbolHash.write(out.position((int) layout.hash()), ImageLayout.DYNAMIC_SYMBOLS);
    out.position((int) layout.dynamicSymbols());
    Symbol.NULL.write(out);
    Symbol.globalObject(anchor, Sections.SEMAPHORES, layout.semaphore(0), layout.semaphoresSize())
        .write(out);
    out.position((int) layout.dynamicStrings()).put(strings.toBytes());
  }

  private static void writeDynamic(ByteBuffer out, ImageLayout layout) {
    out.putLong(DT_HASH).putLong(layout.hash());
    out.putLong(DT_STRTAB).putLong(layout.dynamicStrings());
    out.putLong(DT_SYMTAB).putLong(layout.dynamicSymbols());
    out.putLong(DT_STRSZ).putLong(ImageLayout.DYNAMIC_STRINGS_SIZE);
    out.putLong(DT_SYMENT).putLong(Symbol.SIZE);
    out.putLong(DT_NULL).putLong(0);
  }
}
