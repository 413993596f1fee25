package dev.jebpf.catalog.user;

import dev.jebpf.catalog.user.NoteArgument.Constant;
import dev.jebpf.catalog.user.NoteArgument.Place;
import dev.jebpf.catalog.user.NoteArgument.Unreadable;
import dev.jebpf.elf.ElfMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the arguments that a stapsdt note lists: `-4@%eax 8@-8(%rbp) 4@$5`. The number before the
/// `@` is the size in bytes, negative for a signed one; an `f` behind it means floating point. What
/// follows is an operand as the processor's assembler writes it (GNU as, for x86-64 in the syntax
/// of AT&T).
public final class NoteArguments {
  /// As many as tools can take (`USDT_MAX_ARG_CNT` of libbpf), and what no compiler exceeds.
  private static final int MOST = 12;

  /// Operands have blanks inside of brackets only.
  private static final Pattern ARGUMENT =
      Pattern.compile("(?:([+-]?[0-9]{1,2})(f?)@)?((?:\\[[^\\]]*\\]|[^\\s\\[\\]])+)");

  private NoteArguments() {}

  /// Reads them all. One that can't be read is [Unreadable], the others can.
  public static List<NoteArgument> parse(ElfMachine machine, String text) {
    List<NoteArgument> arguments = new ArrayList<>();
    Matcher matcher = ARGUMENT.matcher(text);
    while (arguments.size() < MOST && matcher.find()) {
      arguments.add(argument(machine, matcher));
    }
    return arguments;
  }

  private static NoteArgument argument(ElfMachine machine, Matcher matcher) {
    String operand = matcher.group(3);
    if (matcher.group(1) == null) {
      return unreadable(operand, "has no size");
    }
    int size = Integer.parseInt(matcher.group(1));
    int bytes = Math.abs(size);
    if (!matcher.group(2).isEmpty()) {
      return unreadable(operand, "is floating point");
    }
    if (bytes > Long.BYTES || Integer.bitCount(bytes) != 1) {
      return unreadable(operand, "has " + bytes + " bytes");
    }
    Place place =
        switch (machine) {
          case X86_64 -> X86Operand.parse(operand);
          case AARCH64 -> Aarch64Operand.parse(operand);
        };
    return new NoteArgument(bytes, size < 0, place);
  }

  private static NoteArgument unreadable(String operand, String reason) {
    return new NoteArgument(Long.BYTES, false, new Unreadable("'" + operand + "' " + reason));
  }

  /// What no operand of ours is.
  static Place unknown(String operand) {
    return new Unreadable("'" + operand + "' is no register, memory beside one, or constant");
  }

  /// A constant, which may be written as a signed or an unsigned number of 64 bits.
  static Place constant(String operand, String digits) {
    try {
      return new Constant(
          digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits));
    } catch (NumberFormatException _) {
      return unknown(operand);
    }
  }
}
