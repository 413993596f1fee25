package dev.jebpf.catalog.user;

import dev.jebpf.catalog.user.NoteArgument.Memory;
import dev.jebpf.catalog.user.NoteArgument.Place;
import dev.jebpf.catalog.user.NoteArgument.Register;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Operands of x86-64 in AT&T's syntax: `%rdi`, `%al`, `$-1`, `-8(%rbp)`, `8(%rax,%rbx,4)`.
final class X86Operand {
  private static final Pattern CONSTANT = Pattern.compile("\\$(-?[0-9]{1,20})");
  private static final Pattern MEMORY =
      Pattern.compile("(-?[0-9]{1,10})?\\((?:%([a-z0-9]+))?(?:,%([a-z0-9]+)(?:,([1248]))?)?\\)");
  private static final int HIGH_BYTE = 8;

  private static final Map<String, Register> REGISTERS = registers();

  private X86Operand() {}

  static Place parse(String operand) {
    if (operand.startsWith("%")) {
      Register register = REGISTERS.get(operand.substring(1));
      return register == null ? NoteArguments.unknown(operand) : register;
    }
    Matcher constant = CONSTANT.matcher(operand);
    if (constant.matches()) {
      return NoteArguments.constant(operand, constant.group(1));
    }
    Matcher memory = MEMORY.matcher(operand);
    return memory.matches() ? memory(operand, memory) : NoteArguments.unknown(operand);
  }

  private static Place memory(String operand, Matcher matcher) {
    String base = address(matcher.group(2));
    String index = address(matcher.group(3));
    boolean known =
        (matcher.group(2) == null) == (base == null)
            && (matcher.group(3) == null) == (index == null);
    if (!known || (base == null && index == null)) {
      return NoteArguments.unknown(operand);
    }
    int scale = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
    try {
      int displacement = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
      return new Memory(base, index, scale, displacement);
    } catch (NumberFormatException _) {
      return NoteArguments.unknown(operand);
    }
  }

  /// Addresses are made of whole registers; null for none of them.
  private static @Nullable String address(@Nullable String name) {
    Register register = name != null && name.startsWith("r") ? REGISTERS.get(name) : null;
    return register == null || name == null || name.matches("r[0-9]+[bwd]")
        ? null
        : register.name();
  }

  /// The register of a name of 64 bits, such as `rdi`; null for none.
  static @Nullable String whole(String name) {
    return address(name);
  }

  /// By the names of all their parts.
  private static Map<String, Register> registers() {
    Map<String, Register> all = new HashMap<>();
    for (String name : List.of("ax", "bx", "cx", "dx")) {
      add(all, name, "r" + name, "e" + name, name, name.charAt(0) + "l");
      all.put(name.charAt(0) + "h", new Register(name, HIGH_BYTE));
    }
    for (String name : List.of("si", "di", "bp", "sp")) {
      add(all, name, "r" + name, "e" + name, name, name + "l");
    }
    for (int i = 8; i < 16; i++) {
      add(all, "r" + i, "r" + i, "r" + i + "d", "r" + i + "w", "r" + i + "b");
    }
    return Map.copyOf(all);
  }

  private static void add(Map<String, Register> all, String member, String... names) {
    for (String name : names) {
      all.put(name, new Register(member, 0));
    }
  }
}
