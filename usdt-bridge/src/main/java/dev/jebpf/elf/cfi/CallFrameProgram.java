package dev.jebpf.elf.cfi;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Executes the instructions of an FDE up to one address: DWARF 5, section 6.4.2 and table 7.29,
/// with the additions of GNU that the Linux Standard Base lists in section 10.5.2.
final class CallFrameProgram {
  private static final int MOST_REMEMBERED = 64;

  private static final int ADVANCE_LOC = 0x40;
  private static final int OFFSET = 0x80;
  private static final int RESTORE = 0xC0;
  private static final int PRIMARY = 0xC0;
  private static final int OPERAND = 0x3F;

  private static final int NOP = 0x00;
  private static final int SET_LOC = 0x01;
  private static final int ADVANCE_LOC1 = 0x02;
  private static final int ADVANCE_LOC2 = 0x03;
  private static final int ADVANCE_LOC4 = 0x04;
  private static final int OFFSET_EXTENDED = 0x05;
  private static final int RESTORE_EXTENDED = 0x06;
  private static final int UNDEFINED = 0x07;
  private static final int SAME_VALUE = 0x08;
  private static final int REGISTER = 0x09;
  private static final int REMEMBER_STATE = 0x0A;
  private static final int RESTORE_STATE = 0x0B;
  private static final int DEF_CFA = 0x0C;
  private static final int DEF_CFA_REGISTER = 0x0D;
  private static final int DEF_CFA_OFFSET = 0x0E;
  private static final int DEF_CFA_EXPRESSION = 0x0F;
  private static final int EXPRESSION = 0x10;
  private static final int OFFSET_EXTENDED_SF = 0x11;
  private static final int DEF_CFA_SF = 0x12;
  private static final int DEF_CFA_OFFSET_SF = 0x13;
  private static final int VAL_OFFSET = 0x14;
  private static final int VAL_OFFSET_SF = 0x15;
  private static final int VAL_EXPRESSION = 0x16;
  private static final int GNU_ARGS_SIZE = 0x2E;
  private static final int GNU_NEGATIVE_OFFSET_EXTENDED = 0x2F;

  /// A row that was put aside.
  private static final class Remembered {
    final @Nullable CfaRule cfa;
    final @Nullable RegisterRule[] rules;

    Remembered(@Nullable CfaRule cfa, @Nullable RegisterRule[] rules) {
      this.cfa = cfa;
      this.rules = rules.clone();
    }
  }

  private final Fde fde;
  private final long wanted;
  private long location;
  private @Nullable CfaRule cfa;
  private @Nullable RegisterRule[] rules = new RegisterRule[Registers.COUNT];
  private @Nullable RegisterRule[] initial = {};
  private final Deque<Remembered> remembered = new ArrayDeque<>();

  private CallFrameProgram(Fde fde, long wanted) {
    this.fde = fde;
    this.wanted = wanted;
    this.location = fde.begin();
  }

  /// The row for an address of a function.
  static UnwindRow row(Fde fde, long address) throws CfiException {
    var program = new CallFrameProgram(fde, address);
    program.execute(fde.cie().instructions());
    program.initial = program.rules.clone();
    program.location = fde.begin();
    program.execute(fde.instructions());
    if (program.cfa == null) {
      throw new CfiException("no rule for the CFA");
    }
    return new UnwindRow(program.cfa, program.rules, fde.cie().signalFrame());
  }

  /// Until the next row begins beyond the address.
  private void execute(Cursor in) throws CfiException {
    while (in.hasMore() && Long.compareUnsigned(location, wanted) <= 0) {
      int code = in.u8();
      int operand = code & OPERAND;
      switch (code & PRIMARY) {
        case ADVANCE_LOC -> advance(operand);
        case OFFSET -> rule(operand, offset(in.unsigned()));
        case RESTORE -> restore(operand);
        default -> extended(operand, in);
      }
    }
  }

  private void extended(int code, Cursor in) throws CfiException {
    switch (code) {
      case NOP -> {}
      case SET_LOC -> location = fde.cie().pointers().address(in, 0);
      case ADVANCE_LOC1 -> advance(in.u8());
      case ADVANCE_LOC2 -> advance(in.u16());
      case ADVANCE_LOC4 -> advance(in.u32());
      case REMEMBER_STATE -> remember();
      case RESTORE_STATE -> recall();
      case DEF_CFA -> cfa = new CfaRule.OfRegister(number(in), in.unsigned());
      case DEF_CFA_SF -> cfa = new CfaRule.OfRegister(number(in), factored(in.signed()));
      case DEF_CFA_REGISTER -> cfa = new CfaRule.OfRegister(number(in), ofRegister().bytes());
      case DEF_CFA_OFFSET -> cfa = new CfaRule.OfRegister(ofRegister().number(), in.unsigned());
      case DEF_CFA_OFFSET_SF ->
          cfa = new CfaRule.OfRegister(ofRegister().number(), factored(in.signed()));
      case DEF_CFA_EXPRESSION -> cfa = new CfaRule.OfExpression(expression(in));
      case GNU_ARGS_SIZE -> in.unsigned();
      default -> register(code, number(in), in);
    }
  }

  /// The instructions that first name a register.
  private void register(int code, int number, Cursor in) throws CfiException {
    switch (code) {
      case OFFSET_EXTENDED -> rule(number, offset(in.unsigned()));
      case OFFSET_EXTENDED_SF -> rule(number, offset(in.signed()));
      case GNU_NEGATIVE_OFFSET_EXTENDED -> rule(number, offset(-in.unsigned()));
      case RESTORE_EXTENDED -> restore(number);
      case UNDEFINED -> rule(number, new RegisterRule.Undefined());
      case SAME_VALUE -> rule(number, new RegisterRule.SameValue());
      case REGISTER -> rule(number, new RegisterRule.InRegister(number(in)));
      case EXPRESSION -> rule(number, new RegisterRule.AtExpression(expression(in)));
      case VAL_OFFSET -> rule(number, new RegisterRule.ValueOffset(factored(in.unsigned())));
      case VAL_OFFSET_SF -> rule(number, new RegisterRule.ValueOffset(factored(in.signed())));
      case VAL_EXPRESSION -> rule(number, new RegisterRule.ValueExpression(expression(in)));
      default -> throw new CfiException("instruction 0x" + Integer.toHexString(code));
    }
  }

  private void advance(long delta) {
    location += delta * fde.cie().codeAlignment();
  }

  private long factored(long offset) {
    return offset * fde.cie().dataAlignment();
  }

  private RegisterRule offset(long factored) {
    return new RegisterRule.Offset(factored(factored));
  }

  private static int number(Cursor in) throws CfiException {
    long number = in.unsigned();
    return number == (int) number && number >= 0 ? (int) number : Integer.MAX_VALUE;
  }

  private static Expression expression(Cursor in) throws CfiException {
    return new Expression(in.slice(in.unsigned()));
  }

  /// Rules of registers that are of no use here, such as `%xmm6`, are read and forgotten.
  private void rule(int number, @Nullable RegisterRule rule) {
    if (number < rules.length) {
      rules[number] = rule;
    }
  }

  private void restore(int number) {
    rule(number, number < initial.length ? initial[number] : null);
  }

  private CfaRule.OfRegister ofRegister() throws CfiException {
    if (cfa instanceof CfaRule.OfRegister ofRegister) {
      return ofRegister;
    }
    throw new CfiException("the CFA is not of a register");
  }

  private void remember() throws CfiException {
    if (remembered.size() == MOST_REMEMBERED) {
      throw new CfiException("more than " + MOST_REMEMBERED + " states remembered");
    }
    remembered.push(new Remembered(cfa, rules));
  }

  private void recall() throws CfiException {
    if (remembered.isEmpty()) {
      throw new CfiException("no state remembered");
    }
    Remembered row = remembered.pop();
    cfa = row.cfa;
    rules = row.rules;
  }
}
