package dev.jebpf.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The code and the relocations in a relocatable ELF file of clang's BPF target, by `elf.h`: 64
/// bits, little-endian, relocations without addends.
///
/// @param sections those with code, in the order of the file
record ElfObject(List<Section> sections) {
  /// A section of code.
  ///
  /// @param code a copy
  record Section(String name, byte[] code, List<Relocation> relocations) {}

  /// @param offset of the instruction in its section, in bytes
  /// @param type `R_BPF_*` of LLVM's documentation
  /// @param symbol the name it refers to
  record Relocation(int offset, int type, String symbol) {}

  private static final int PROGBITS = 1;
  private static final int SYMTAB = 2;
  private static final int REL = 9;
  private static final int EXECUTABLE = 4;
  private static final int REL_SIZE = 16;
  private static final int SYMBOL_SIZE = 24;

  static ElfObject read(byte[] file) {
    return new ElfReader(file).object();
  }

  private static final class ElfReader {
    private static final ValueLayout.OfLong LONG =
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final byte[] file;
    private final MemorySegment memory;
    private final long headers;
    private final int count;
    private final int names;

    ElfReader(byte[] file) {
      this.file = file;
      this.memory = MemorySegment.ofArray(file);
      if (memory.get(INT, 0) != 0x464c_457f) {
        throw new IllegalArgumentException("not an ELF file of " + file.length + " bytes");
      }
      this.headers = memory.get(LONG, 40);
      this.count = memory.get(SHORT, 60);
      this.names = memory.get(SHORT, 62);
    }

    ElfObject object() {
      List<Section> sections = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        boolean code = type(index) == PROGBITS && (flags(index) & EXECUTABLE) != 0;
        if (code && size(index) > 0) {
          byte[] bytes = Arrays.copyOfRange(file, offset(index), offset(index) + size(index));
          sections.add(new Section(name(index), bytes, relocations(index)));
        }
      }
      return new ElfObject(List.copyOf(sections));
    }

    private List<Relocation> relocations(int target) {
      List<Relocation> found = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        if (type(index) == REL && header(index, 44) == target) {
          for (int at = offset(index); at < offset(index) + size(index); at += REL_SIZE) {
            int type = memory.get(INT, at + 8);
            int symbol = memory.get(INT, at + 12);
            found.add(new Relocation((int) memory.get(LONG, at), type, symbol(symbol)));
          }
        }
      }
      return List.copyOf(found);
    }

    private String symbol(int number) {
      for (int index = 0; index < count; index++) {
        if (type(index) == SYMTAB) {
          int strings = offset(header(index, 40));
          return string(strings + memory.get(INT, offset(index) + (long) number * SYMBOL_SIZE));
        }
      }
      throw new IllegalArgumentException("no symbol table");
    }

    private String name(int section) {
      return string(offset(names) + header(section, 0));
    }

    private int type(int section) {
      return header(section, 4);
    }

    private int flags(int section) {
      return header(section, 8);
    }

    private int offset(int section) {
      return header(section, 24);
    }

    private int size(int section) {
      return header(section, 32);
    }

    /// The lower half of a field of `Elf64_Shdr`; files of 2 GB are not for us.
    private int header(int section, int field) {
      return memory.get(INT, headers + 64L * section + field);
    }

    private String string(int at) {
      int end = at;
      while (file[end] != 0) {
        end++;
      }
      return new String(file, at, end - at, StandardCharsets.UTF_8);
    }
  }
}
