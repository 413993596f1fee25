package dev.jebpf.btf;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Turns the bytes of one type into a [BtfType]. The index has checked that they are all there.
final class BtfDecoder {
  private final BtfBytes bytes;

  BtfDecoder(BtfBytes bytes) {
    this.bytes = bytes;
  }

  BtfType decode(int at) {
    String name = bytes.string(bytes.word(at));
    int word = bytes.word(at + 8);
    if (hasSize(bytes.kind(at)) && word < 0) {
      throw new BtfException("size of " + Integer.toUnsignedString(word) + " bytes");
    }
    int extra = at + BtfBytes.TYPE_BYTES;
    return switch (bytes.kind(at)) {
      case VOID -> throw new BtfException("void with an id of its own");
      case INT -> integer(name, word, bytes.word(extra));
      case PTR -> new BtfType.Pointer(word);
      case ARRAY ->
          new BtfType.Array(bytes.word(extra), bytes.word(extra + 4), bytes.word(extra + 8));
      case STRUCT -> new BtfType.Composite(name, false, word, members(at));
      case UNION -> new BtfType.Composite(name, true, word, members(at));
      case ENUM -> enumeration(name, at);
      case ENUM64 -> wideEnumeration(name, at);
      case FWD -> new BtfType.Forward(name, bytes.kindFlag(at));
      case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG ->
          new BtfType.Alias(bytes.kind(at), name, word);
      case FUNC -> new BtfType.Function(name, word);
      case FUNC_PROTO -> new BtfType.Prototype(word, parameters(at));
      case VAR -> new BtfType.Variable(name, word);
      case DATASEC -> new BtfType.DataSection(name, word, variables(at));
      case FLOAT -> new BtfType.FloatingPoint(name, word);
      case DECL_TAG -> new BtfType.DeclarationTag(name, word, bytes.word(extra));
    };
  }

  /// Whether the word after `info` is a size rather than a type.
  private static boolean hasSize(BtfKind kind) {
    return switch (kind) {
      case INT, STRUCT, UNION, ENUM, ENUM64, DATASEC, FLOAT -> true;
      case VOID, PTR, ARRAY, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FUNC_PROTO -> false;
      case VAR, DECL_TAG, TYPE_TAG -> false;
    };
  }

  private static BtfType integer(String name, int size, int encoding) {
    boolean signed = (encoding >>> 24 & 1) != 0;
    return new BtfType.Int(name, size, encoding & 0xff, encoding >>> 16 & 0xff, signed);
  }

  private List<BtfType.Member> members(int at) {
    boolean bitFields = bytes.kindFlag(at);
    long bits = (long) Byte.SIZE * bytes.word(at + 8);
    return elements(at, 12, e -> within(bits, member(e, bitFields)));
  }

  private static BtfType.Member within(long bits, BtfType.Member member) {
    if (Integer.toUnsignedLong(member.bitOffset()) + member.bits() > bits) {
      throw new BtfException("member=" + member.name() + " lies past the end of its structure");
    }
    return member;
  }

  private BtfType.Member member(int at, boolean bitFields) {
    int offset = bytes.word(at + 8);
    String name = bytes.string(bytes.word(at));
    return bitFields
        ? new BtfType.Member(name, bytes.word(at + 4), offset & 0xffffff, offset >>> 24)
        : new BtfType.Member(name, bytes.word(at + 4), offset, 0);
  }

  private BtfType enumeration(String name, int at) {
    boolean signed = bytes.kindFlag(at);
    var values = elements(at, 8, e -> enumerator(e, signed));
    return new BtfType.Enumeration(name, bytes.word(at + 8), signed, values);
  }

  private BtfType.Enumerator enumerator(int at, boolean signed) {
    int value = bytes.word(at + 4);
    return new BtfType.Enumerator(
        bytes.string(bytes.word(at)), signed ? value : Integer.toUnsignedLong(value));
  }

  private BtfType wideEnumeration(String name, int at) {
    var values = elements(at, 12, this::wideEnumerator);
    return new BtfType.Enumeration(name, bytes.word(at + 8), bytes.kindFlag(at), values);
  }

  private BtfType.Enumerator wideEnumerator(int at) {
    long low = Integer.toUnsignedLong(bytes.word(at + 4));
    long high = bytes.word(at + 8);
    return new BtfType.Enumerator(bytes.string(bytes.word(at)), high << 32 | low);
  }

  private List<BtfType.Parameter> parameters(int at) {
    return elements(
        at, 8, e -> new BtfType.Parameter(bytes.string(bytes.word(e)), bytes.word(e + 4)));
  }

  private List<BtfType.SectionVariable> variables(int at) {
    return elements(
        at,
        12,
        e -> new BtfType.SectionVariable(bytes.word(e), bytes.word(e + 4), bytes.word(e + 8)));
  }

  private <T> List<T> elements(int at, int elementBytes, IntFunction<T> decode) {
    int first = at + BtfBytes.TYPE_BYTES;
    return IntStream.range(0, bytes.elements(at))
        .mapToObj(i -> decode.apply(first + i * elementBytes))
        .toList();
  }
}
