package dev.jebpf.btf;

/// The kinds of types, with the numbers of `BTF_KIND_*` in `linux/btf.h`.
public enum BtfKind {
  VOID(0, 0, 0),
  INT(1, 4, 0),
  PTR(2, 0, 0),
  ARRAY(3, 12, 0),
  STRUCT(4, 0, 12),
  UNION(5, 0, 12),
  ENUM(6, 0, 8),
  FWD(7, 0, 0),
  TYPEDEF(8, 0, 0),
  VOLATILE(9, 0, 0),
  CONST(10, 0, 0),
  RESTRICT(11, 0, 0),
  FUNC(12, 0, 0),
  FUNC_PROTO(13, 0, 8),
  VAR(14, 4, 0),
  DATASEC(15, 0, 12),
  FLOAT(16, 0, 0),
  DECL_TAG(17, 4, 0),
  TYPE_TAG(18, 0, 0),
  ENUM64(19, 0, 12);

  private static final BtfKind[] ALL = values();

  private final int number;
  private final int fixedBytes;
  private final int elementBytes;

  BtfKind(int number, int fixedBytes, int elementBytes) {
    this.number = number;
    this.fixedBytes = fixedBytes;
    this.elementBytes = elementBytes;
  }

  /// The number in a type's `info` word.
  public int number() {
    return number;
  }

  /// Bytes of a type of this kind after its three leading words.
  long extraBytes(int elements) {
    return fixedBytes + (long) elementBytes * elements;
  }

  /// Whether a type of this kind stands for another with no more than a name or qualifier added.
  boolean alias() {
    return switch (this) {
      case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> true;
      case VOID, INT, PTR, ARRAY, STRUCT, UNION, ENUM, FWD, FUNC, FUNC_PROTO, VAR, DATASEC -> false;
      case FLOAT, DECL_TAG, ENUM64 -> false;
    };
  }

  static BtfKind of(int number) {
    if (number >= ALL.length) {
      throw new BtfException("kind=" + number + " is newer than this reader");
    }
    return ALL[number];
  }
}
