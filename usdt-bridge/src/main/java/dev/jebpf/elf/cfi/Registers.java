package dev.jebpf.elf.cfi;

/// What the registers of x86-64 hold in one frame, as far as it is known, by their DWARF numbers.
public final class Registers {
  /// `%rbx`.
  public static final int RBX = 3;

  /// `%rbp`.
  public static final int RBP = 6;

  /// `%rsp`.
  public static final int SP = 7;

  /// `%r12`, and so on up to `%r15`.
  public static final int R12 = 12;

  /// `%r13`.
  public static final int R13 = R12 + 1;

  /// The return address: the program counter of the caller's frame.
  public static final int PC = 16;

  private static final String[] NAMES = {
    "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13",
    "r14", "r15", "ra"
  };

  static final int COUNT = NAMES.length;

  /// What a function gives back as it found it: `%rbx`, `%rbp` and `%r12` to `%r15`.
  private static final int CALLEE_SAVED = 1 << RBX | 1 << RBP | 0xF << R12;

  private final long[] values;
  private int known;

  private Registers(long[] values, int known) {
    this.values = values;
    this.known = known;
  }

  /// None is known.
  public Registers() {
    this(new long[COUNT], 0);
  }

  /// Those that functions give back as they found them, the stack pointer and the program counter.
  public static Registers of(
      long pc, long sp, long rbx, long rbp, long r12, long r13, long r14, long r15) {
    var registers = new Registers();
    registers.set(PC, pc);
    registers.set(SP, sp);
    registers.set(RBX, rbx);
    registers.set(RBP, rbp);
    registers.set(R12, r12);
    registers.set(R13, r13);
    registers.set(R13 + 1, r14);
    registers.set(R13 + 2, r15);
    return registers;
  }

  /// The same with one more.
  public Registers with(int number, long value) {
    var more = new Registers(values.clone(), known);
    more.set(number, value);
    return more;
  }

  /// What one holds.
  ///
  /// @throws CfiException when it is not known
  public long get(int number) throws CfiException {
    if (number < 0 || number >= COUNT || (known & 1 << number) == 0) {
      throw new CfiException("register " + number + " is not known");
    }
    return values[number];
  }

  /// What it is called; `ra` for the return address.
  static String name(int number) {
    return number >= 0 && number < COUNT ? NAMES[number] : "r" + number;
  }

  /// What a caller finds, apart from what the callee's rules say.
  Registers kept() {
    return new Registers(values.clone(), known & CALLEE_SAVED);
  }

  void set(int number, long value) {
    values[number] = value;
    known |= 1 << number;
  }

  void forget(int number) {
    known &= ~(1 << number);
  }

  /// Copies one as another frame has it, known or not.
  void copy(int number, Registers from) {
    values[number] = from.values[number];
    known = (known & ~(1 << number)) | (from.known & (1 << number));
  }
}
