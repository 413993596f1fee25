package dev.jebpf.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// What `BPF_PROG_LOAD` wants to know of a program's source: its BTF, `func_info` and `line_info`.
///
/// The verifier's log then quotes the source line of each instruction.
///
/// @param blob for `BPF_BTF_LOAD`
/// @param functionInfo one `struct bpf_func_info` of [#FUNCTION_INFO_BYTES]
/// @param lineInfo `struct bpf_line_info`s of [#LINE_INFO_BYTES]
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ProgramBtf(byte[] blob, byte[] functionInfo, byte[] lineInfo) {
  /// `sizeof(struct bpf_func_info)` of `linux/bpf.h`.
  public static final int FUNCTION_INFO_BYTES = 8;

  /// `sizeof(struct bpf_line_info)` of `linux/bpf.h`.
  public static final int LINE_INFO_BYTES = 16;

  private static final int MAX_LINE = (1 << 22) - 1;
  private static final int MAX_COLUMN = (1 << 10) - 1;

  /// A source line and the first instruction slot that came from it.
  ///
  /// @param column from 1, 0 if not known
  /// @param text the line itself, or empty
  public record Line(int instruction, String file, int line, int column, String text) {}

  /// Describes a program of one function.
  ///
  /// @param function its name; what is not allowed in a C identifier becomes `_`
  /// @param lines by strictly ascending instruction; the first is taken to begin at 0, as the
  /// kernel demands
  public static ProgramBtf of(String function, List<Line> lines) {
    var writer = new BtfWriter();
    int number = writer.addInt("int", Integer.BYTES, true);
    int context = writer.addPointer(0);
    int prototype = writer.addPrototype(number, List.of(new BtfType.Parameter("context", context)));
    int main = writer.addFunction(identifier(function), prototype);
    byte[] lineInfo = lineInfo(writer, lines);
    byte[] functionInfo =
        ByteBuffer.allocate(FUNCTION_INFO_BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(0)
            .putInt(main)
            .array();
    return new ProgramBtf(writer.toBytes(), functionInfo, lineInfo);
  }

  private static byte[] lineInfo(BtfWriter writer, List<Line> lines) {
    var buffer = ByteBuffer.allocate(lines.size() * LINE_INFO_BYTES).order(ByteOrder.nativeOrder());
    for (Line line : lines) {
      buffer
          .putInt(buffer.position() == 0 ? 0 : line.instruction())
          .putInt(writer.string(line.file()))
          .putInt(writer.string(line.text()))
          .putInt(
              Math.clamp(line.line(), 0, MAX_LINE) << 10
                  | Math.clamp(line.column(), 0, MAX_COLUMN));
    }
    return buffer.array();
  }

  private static String identifier(String name) {
    String plain = name.replaceAll("\\W", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }
}
