package dev.jebpf.fuzz;

import dev.jebpf.btf.BtfException;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.Declarations;
import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.TracepointFormat;
import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.catalog.user.UserFunction;
import dev.jebpf.catalog.user.UserProbe;
import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.Registers;
import dev.jebpf.elf.cfi.UnwindRow;
import dev.jebpf.elf.cfi.UnwindTable;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What reads what users and kernels write, made to read anything: each either understands it or
/// throws the one exception it promises.
final class Targets {
  private Targets() {}

  /// A request that is understood says the same when its parts are written out and read again, so
  /// nothing was taken for something else.
  static void event(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    EventRequest request;
    try {
      request = EventRequest.parse(text);
    } catch (EventSyntaxException e) {
      require(e.getMessage() != null && e.getMessage().lines().count() == 1, text);
      return;
    }
    String written = Rewriting.write(request);
    try {
      EventRequest again = EventRequest.parse(written);
      require(again.target().equals(request.target()), text + " -> " + written);
      require(Rewriting.write(again).equals(written), text + " -> " + written);
    } catch (EventSyntaxException e) {
      // Written out, what had no parentheses has some.
      require(
          String.valueOf(e.getMessage()).contains("nested deeper than"), text + " -> " + written);
    }
  }

  /// Every type of whatever is accepted as BTF can be asked for.
  static void btf(byte[] input) {
    BtfTypes types;
    try {
      types = BtfTypes.parse(input);
    } catch (BtfException _) {
      return;
    }
    for (int id = 1; id <= types.count(); id++) {
      try {
        ask(types, id);
      } catch (BtfException _) {
        // this type is broken, others may not be
      }
    }
    try {
      var functions = new KernelFunctions(types);
      types.names(BtfKind.FUNC).limit(100).forEach(functions::find);
    } catch (BtfException _) {
      // refused, as promised
    }
  }

  private static void ask(BtfTypes types, int id) {
    BtfType type = types.type(id);
    new Declarations(types).name(id);
    types.resolve(id);
    if (type instanceof BtfType.Composite composite) {
      for (BtfType.Member member : composite.members()) {
        if (member.name().matches("[A-Za-z_]\\w*")) {
          lookUp(types, id, member.name());
        }
      }
    }
    require(types.size(id) >= 0, "size of type " + id);
  }

  /// What is found lies in the structure.
  private static void lookUp(BtfTypes types, int structure, String member) {
    types
        .field(structure, member)
        .ifPresent(
            field -> {
              long end = field.bitOffset() + field.bits();
              require(
                  end >= 0 && end <= Byte.SIZE * types.size(structure),
                  structure + "." + member + " ends at bit " + end);
            });
  }

  /// The format of a tracepoint's record.
  static void format(byte[] input) {
    try {
      TracepointFormat format =
          TracepointFormat.parse(new String(input, StandardCharsets.UTF_8).lines().toList());
      format.fields().forEach(field -> require(field.offset() >= 8, field.toString()));
    } catch (IllegalArgumentException _) {
      // refused, as promised
    }
  }

  /// Unwind tables, made of both sections by [UnwindTableFuzzTest#join]: whatever they say of any
  /// place, it is said in an end.
  static void unwindTable(byte[] input) {
    if (input.length < Short.BYTES) {
      return;
    }
    ByteBuffer all = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.min(Short.toUnsignedInt(all.getShort(0)), input.length - Short.BYTES);
    ByteBuffer first = all.slice(Short.BYTES, header).order(ByteOrder.LITTLE_ENDIAN);
    int second = Short.BYTES + header;
    ByteBuffer frames = all.slice(second, input.length - second).order(ByteOrder.LITTLE_ENDIAN);
    try {
      UnwindTable table =
          UnwindTable.of(
              first, UnwindTableFuzzTest.HEADER, frames, UnwindTableFuzzTest.HEADER + header);
      for (int at = 12; at + Integer.BYTES <= header; at += 2 * Integer.BYTES) {
        unwind(table, UnwindTableFuzzTest.HEADER + first.getInt(at));
      }
    } catch (CfiException e) {
      require(!e.reason().isEmpty(), "no reason");
    }
  }

  private static void unwind(UnwindTable table, long function) {
    for (long at : new long[] {function, function + 1, function + 30}) {
      try {
        UnwindRow row = table.row(at);
        if (row != null) {
          require(row.toString().startsWith("CFA="), row.toString());
          row.caller(new Registers().with(Registers.SP, at).with(Registers.RBP, 1), _ -> at);
        }
      } catch (CfiException e) {
        require(!e.reason().isEmpty(), "no reason");
      }
    }
  }

  /// A program or library: nothing outside of it is believed.
  static void userFile(byte[] input) {
    try {
      UserFile file = UserFile.of(Path.of("/fuzzed.so"), ByteBuffer.wrap(input));
      for (UserFunction function : file.functions(_ -> true)) {
        function.offsets().forEach(offset -> require(isIn(offset, input), function.toString()));
        file.isInstruction(function, 5);
        file.otherwise(function.name());
      }
      for (UserProbe probe : file.probes()) {
        require(probe.declaration().contains(probe.name()), probe.toString());
        for (UserProbe.Site site : probe.sites()) {
          require(isIn(site.offset(), input) && isIn(site.semaphore(), input), site.toString());
        }
      }
    } catch (UserFileException _) {
      // refused, as promised
    }
  }

  private static boolean isIn(long offset, byte[] input) {
    return offset >= 0 && offset < input.length;
  }

  private static void require(boolean condition, String input) {
    if (!condition) {
      throw new AssertionError(input);
    }
  }
}
