package dev.jebpf.catalog.user;

import dev.jebpf.catalog.user.NoteArgument.Memory;
import dev.jebpf.catalog.user.NoteArgument.Place;
import dev.jebpf.catalog.user.NoteArgument.Register;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Operands of AArch64: `x0`, `w1`, `42`, `[sp, 16]`, `[x1]`, `[x0, x2, lsl 3]`.
final class Aarch64Operand {
  private static final Pattern CONSTANT = Pattern.compile("#?(-?[0-9]{1,20})");
  private static final Pattern REGISTER = Pattern.compile("[xw]([0-9]|[12][0-9]|30)");
  private static final Pattern MEMORY =
      Pattern.compile(
          "\\[(sp|x[0-9]+)(?:, ?(?:#?(-?[0-9]{1,9})|(x[0-9]+)(?:, ?lsl #?([0-4]))?))?\\]");

  private Aarch64Operand() {}

  static Place parse(String operand) {
    String register = register(operand);
    if (register != null) {
      return new Register(register, 0);
    }
    Matcher constant = CONSTANT.matcher(operand);
    if (constant.matches()) {
      return NoteArguments.constant(operand, constant.group(1));
    }
    Matcher memory = MEMORY.matcher(operand);
    return memory.matches() ? memory(operand, memory) : NoteArguments.unknown(operand);
  }

  private static Place memory(String operand, Matcher matcher) {
    String base = register(matcher.group(1));
    String index = matcher.group(3) == null ? null : register(matcher.group(3));
    if (base == null || (matcher.group(3) == null) != (index == null)) {
      return NoteArguments.unknown(operand);
    }
    int scale = matcher.group(4) == null ? 1 : 1 << Integer.parseInt(matcher.group(4));
    int displacement = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return new Memory(base, index, scale, displacement);
  }

  /// The member of `struct pt_regs` that has a register; null for none of them.
  static @Nullable String register(String name) {
    if (name.equals("sp")) {
      return "sp";
    }
    Matcher matcher = REGISTER.matcher(name);
    return matcher.matches() ? "regs[" + matcher.group(1) + "]" : null;
  }
}
