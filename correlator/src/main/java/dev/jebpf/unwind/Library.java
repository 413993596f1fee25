package dev.jebpf.unwind;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.ElfFormatException;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.elf.FunctionTable;
import dev.jebpf.elf.ProgramHeader;
import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.UnwindRow;
import dev.jebpf.elf.cfi.UnwindTable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A file with code that is mapped in this process.
final class Library {
  private final String name;
  private final UnwindTable table;
  private final FunctionTable functions;
  private final long base;

  private Library(String name, UnwindTable table, FunctionTable functions, long base) {
    this.name = name;
    this.table = table;
    this.functions = functions;
    this.base = base;
  }

  /// @param bytes the whole file
  static Library of(CodeMapping mapping, ByteBuffer bytes) throws UnwindFailure {
    try {
      ElfFile file = ElfFile.read(bytes);
      if (file.machine() != ElfMachine.X86_64.number()) {
        throw new ElfFormatException("e_machine=" + file.machine());
      }
      UnwindTable table = UnwindTable.of(file);
      if (table == null) {
        throw new UnwindFailure(NativeOutcome.NO_TABLE, mapping.name());
      }
      long address =
          file.addressOf(mapping.offset(), ProgramHeader.EXECUTE)
              .orElseThrow(() -> new ElfFormatException("no code at " + mapping.offset()));
      return new Library(mapping.name(), table, FunctionTable.of(file), mapping.start() - address);
    } catch (ElfFormatException | CfiException e) {
      throw new UnwindFailure(NativeOutcome.UNREADABLE, mapping.name() + ": " + e.getMessage());
    } catch (InternalError _) {
      throw cut(mapping.name());
    }
  }

  /// What was mapped of a file that is cut is gone, and the JVM says so by an [InternalError] (see
  /// [java.nio.MappedByteBuffer]).
  private static UnwindFailure cut(String name) {
    return new UnwindFailure(NativeOutcome.UNREADABLE, name + " was cut short");
  }

  /// What there is to know of a place in its code.
  ///
  /// @param pc where a frame goes on
  /// @param called whether there the frame returns from a call, which may be the last instruction
  /// of its function
  CodePlace place(long pc, boolean called) throws UnwindFailure {
    long at = pc - base - (called ? 1 : 0);
    try {
      UnwindRow row = table.row(at);
      if (row == null) {
        throw new UnwindFailure(NativeOutcome.NO_TABLE, frame(pc, at).toString());
      }
      return new CodePlace(frame(pc, at), row);
    } catch (ElfFormatException | CfiException e) {
      throw new UnwindFailure(NativeOutcome.UNREADABLE, name + ": " + e.getMessage());
    } catch (InternalError _) {
      throw cut(name);
    }
  }

  private NativeFrame frame(long pc, long at) {
    FunctionTable.@Nullable Place place = functions.at(at);
    return place == null
        ? new NativeFrame(name, null, pc - base, pc)
        : new NativeFrame(
            name, FunctionName.readable(place.name()), place.offset() + pc - base - at, pc);
  }
}
