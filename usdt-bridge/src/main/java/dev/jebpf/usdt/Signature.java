package dev.jebpf.usdt;

import dev.jebpf.elf.ElfMachine;
import dev.jebpf.usdt.foreign.SiteCall;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The argument types of a probe.
///
/// @param types as declared
/// @param kinds how each travels
record Signature(List<Class<?>> types, List<ArgumentKind> kinds) {
  /// Checks the types.
  ///
  /// @throws IllegalArgumentException if one cannot travel or they are too many
  static Signature of(Class<?>... types) {
    List<ArgumentKind> kinds = Arrays.stream(types).map(ArgumentKind::of).toList();
    Signature signature = new Signature(List.of(types), kinds);
    if (signature.sizes().size() > SiteCall.MOST_ARGUMENTS) {
      throw new IllegalArgumentException(
          "%d arguments: tools take %d, and a byte[] is two of them"
              .formatted(signature.sizes().size(), SiteCall.MOST_ARGUMENTS));
    }
    return signature;
  }

  private List<Integer> sizes() {
    return kinds.stream().flatMap(kind -> kind.sizes().stream()).toList();
  }

  /// What the note says about the arguments.
  String places(ElfMachine machine) {
    return ArgumentPlaces.format(machine, sizes());
  }

  /// @throws IllegalArgumentException if these are no values of these types
  void check(@Nullable Object[] values) {
    if (values.length != types.size()) {
      throw new IllegalArgumentException(
          values.length + " arguments for a probe with " + types.size());
    }
    for (int i = 0; i < values.length; i++) {
      if (!accepts(i, values[i])) {
        throw new IllegalArgumentException(
            "argument %d is %s, not %s".formatted(i, describe(values[i]), types.get(i)));
      }
    }
  }

  private boolean accepts(int index, @Nullable Object value) {
    return switch (kinds.get(index)) {
      case BYTE -> value instanceof Byte;
      case SHORT -> value instanceof Short || value instanceof Byte;
      case INT -> isInt(value);
      case LONG -> value instanceof Long || isInt(value);
      case BOOLEAN -> value instanceof Boolean;
      case CHAR -> value instanceof Character;
      case STRING, ENUM, BYTES, IDENTITY -> value == null || types.get(index).isInstance(value);
    };
  }

  private static boolean isInt(@Nullable Object value) {
    return value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Character;
  }

  private static String describe(@Nullable Object value) {
    return value == null ? "null" : "a " + value.getClass().getTypeName();
  }
}
