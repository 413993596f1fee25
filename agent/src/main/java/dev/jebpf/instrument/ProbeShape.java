package dev.jebpf.instrument;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// What the USDT probes of a method carry: its parameters and its result as far as they can travel.
/// Floating-point numbers can't; of objects other than strings and byte arrays it is the identity.
///
/// @param parameters those carried, in order
/// @param returned the result's type as the probe sees it; `V` when it isn't carried
public record ProbeShape(List<Parameter> parameters, String returned) {
  /// A probe has twelve arguments, of which two are the thread and the span.
  private static final int MOST = 10;

  /// A `long` result and the span.
  private static final int SMALLEST_STACK = 4;

  private static final String NOTHING = "V";
  private static final String SPAN = "J";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String STRING = "Ljava/lang/String;";
  private static final String BYTES = "[B";

  /// One that is carried.
  ///
  /// @param local the offset of its local variable behind that of the first parameter
  /// @param descriptor its type as the probe sees it
  /// @param loadOpcode the instruction that loads it
  record Parameter(int local, String descriptor, int loadOpcode) {}

  /// The probes of a method with this descriptor.
  public static ProbeShape of(String descriptor) {
    List<Parameter> parameters = new ArrayList<>();
    int local = 0;
    int used = 0;
    for (Type type : Type.getArgumentTypes(descriptor)) {
      String carried = carried(type);
      int slots = carried.equals(BYTES) ? 2 : 1;
      if (!carried.equals(NOTHING) && used + slots <= MOST) {
        used += slots;
        parameters.add(new Parameter(local, carried, type.getOpcode(Opcodes.ILOAD)));
      }
      local += type.getSize();
    }
    return new ProbeShape(List.copyOf(parameters), carried(Type.getReturnType(descriptor)));
  }

  private static String carried(Type type) {
    return switch (type.getSort()) {
      case Type.VOID, Type.FLOAT, Type.DOUBLE -> NOTHING;
      case Type.OBJECT, Type.ARRAY -> {
        String descriptor = type.getDescriptor();
        yield descriptor.equals(STRING) || descriptor.equals(BYTES) ? descriptor : OBJECT;
      }
      default -> type.getDescriptor();
    };
  }

  /// The descriptor of what is fired at the entry: parameters and, last as always, the span.
  public String entry() {
    StringBuilder text = new StringBuilder("(");
    parameters.forEach(parameter -> text.append(parameter.descriptor));
    return text.append(SPAN).append(")V").toString();
  }

  /// The descriptor of what is fired before a return: the result if it is carried, and the span.
  public String exit() {
    return "(" + (returned.equals(NOTHING) ? "" : returned) + SPAN + ")V";
  }

  /// Stack slots that firing takes at most.
  int stack() {
    return Math.max(SMALLEST_STACK, Type.getArgumentsAndReturnSizes(entry()) >> 2);
  }
}
