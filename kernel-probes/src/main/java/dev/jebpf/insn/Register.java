package dev.jebpf.insn;

/// The registers of the eBPF machine.
///
/// `R0` holds results, `R1` to `R5` arguments (all clobbered by calls), `R6` to `R9` survive calls,
/// `R10` is the read-only frame pointer.
public enum Register implements Source {
  R0(0),
  R1(1),
  R2(2),
  R3(3),
  R4(4),
  R5(5),
  R6(6),
  R7(7),
  R8(8),
  R9(9),
  R10(10);

  private static final Register[] ALL = values();

  private final int number;

  Register(int number) {
    this.number = number;
  }

  /// The register with this number.
  ///
  /// @throws IllegalArgumentException when there is none
  public static Register of(int number) {
    if (number < 0 || number >= ALL.length) {
      throw new IllegalArgumentException("no eBPF register number=" + number);
    }
    return ALL[number];
  }

  /// The number in the instruction's register nibble.
  public int number() {
    return number;
  }
}
