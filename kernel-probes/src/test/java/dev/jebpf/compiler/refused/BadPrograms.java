package dev.jebpf.compiler.refused;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.lang.SyscallProgram;

/// Programs that compile and that no kernel may run, each wrong in one place. The line the message
/// must name ends with the program's name in a comment.
final class BadPrograms {
  private BadPrograms() {}

  record IndexOutOfBounds(MappedArray<Cell> cells) {
    @SyscallProgram
    int run(Cell context) {
      Cell cell = cells.at(context.index()); // IndexOutOfBounds
      return (int) cell.count();
    }
  }

  record ByteOutOfBounds(MappedArray<Cell> cells) {
    @SyscallProgram
    int run(Cell context) {
      Cell cell = cells.at(0);
      int index = context.index();
      return index < 0 ? 0 : cell.letter(index); // ByteOutOfBounds
    }
  }

  record CopyTooLong(Helpers helpers, MappedArray<Cell> cells) {
    @SyscallProgram
    int run(Cell context) {
      Cell cell = cells.at(0);
      long from = context.count();
      return helpers.probeReadKernel(cell.name(), 4096, from); // CopyTooLong
    }
  }

  record MissingNullCheck(HashTable<Cell> table) {
    @SyscallProgram
    int run(Cell context) {
      Cell found = table.lookup(context.index());
      long count = found.count(); // MissingNullCheck
      return (int) count;
    }
  }

  record MissingNullCheckInAnotherMethod(HashTable<Cell> table) {
    @SyscallProgram
    int run(Cell context) {
      return twice(table.lookup(context.index()));
    }

    private static int twice(Cell cell) {
      return 2 * (int) cell.count(); // MissingNullCheckInAnotherMethod
    }
  }

  record UseAfterSubmit(RingBuffer ring) {
    @SyscallProgram
    int run(Cell context) {
      Cell entry = ring.reserve(Cell.class);
      if (entry == null) {
        return 1;
      }
      ring.submit(entry, 0);
      entry.count(1); // UseAfterSubmit
      return 0;
    }
  }

  record NeverSubmitted(RingBuffer ring) {
    @SyscallProgram
    int run(Cell context) {
      Cell entry = ring.reserve(Cell.class);
      if (entry == null) {
        return 1;
      }
      entry.count(context.count());
      return context.index(); // NeverSubmitted
    }
  }

  record UnboundedLoop(MappedArray<Cell> cells) {
    @SyscallProgram
    int run(Cell context) {
      int rounds = 0;
      while (cells.at(0).count() != context.count()) { // UnboundedLoop
        rounds++;
      }
      return rounds;
    }
  }

  record TooManyInstructions(MappedArray<Cell> cells) {
    @SyscallProgram
    int run(Cell context) {
      int sum = context.index();
      for (int i = 0; i < 2_000_000; i++) { // TooManyInstructions
        sum = sum * 31 + i; // TooManyInstructions
      }
      return sum;
    }
  }
}
