package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.Declarations;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.BitField;
import dev.jebpf.event.code.Displaced;
import dev.jebpf.event.code.MemoryWord;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.Swapped;
import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.TextAt;
import dev.jebpf.lang.Helpers;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes numbers and texts of values of C types.
final class Loads {
  /// Typedefs of numbers in network byte order, with their bytes.
  private static final Map<String, Integer> BIG_ENDIAN =
      Map.of("__be16", Short.BYTES, "__be32", Integer.BYTES, "__be64", Long.BYTES);

  private final BtfTypes types;
  private final Helpers helpers;
  private final Declarations declarations;

  Loads(BtfTypes types, Helpers helpers) {
    this.types = types;
    this.helpers = helpers;
    this.declarations = new Declarations(types);
  }

  /// The value at a place.
  Resolved value(MemberPath path, Place place) throws EventDataException {
    int type = types.resolve(place.type());
    String declaration = declarations.declare(place.type(), path.toString());
    return switch (types.type(type)) {
      case BtfType.Int(String name, int bytes, _, _, boolean signed) when bytes <= Long.BYTES ->
          number(place, bytes, signed, kind(place.type(), name, signed), declaration);
      case BtfType.Enumeration e ->
          number(
              place,
              e.bytes(),
              e.signed(),
              e.signed() ? FieldType.NUMBER : FieldType.UNSIGNED,
              declaration);
      case BtfType.Pointer(int target) when isCharacter(target) ->
          new Resolved.Words(new TextAt(helpers, word(place)), word(place), declaration);
      case BtfType.Pointer _ -> new Resolved.Numeric(word(place), FieldType.ADDRESS, declaration);
      case BtfType.Array(int element, _, _)
          when isCharacter(element) && place instanceof Place.Memory memory -> {
        Term address = new Displaced(memory.base(), bytes(memory));
        yield new Resolved.Words(new TextAt(helpers, address), address, declaration);
      }
      default ->
          throw new EventDataException(
              declaration + " is neither a number nor a text; name a part of it" + parts(type));
    };
  }

  private String parts(int type) {
    return types.type(type) instanceof BtfType.Composite composite
        ? composite.members().stream()
            .map(BtfType.Member::name)
            .filter(name -> !name.isEmpty())
            .limit(8)
            .collect(Collectors.joining(", ", ", such as ", ""))
        : "";
  }

  private Resolved number(
      Place place, int bytes, boolean signed, FieldType kind, String declaration) {
    Term term =
        switch (place) {
          case Place.Register(Term word, _) -> new Narrowed(word, bytes, signed);
          case Place.Memory memory when memory.bits() != 0 -> bitField(memory, signed);
          case Place.Memory memory ->
              new MemoryWord(helpers, memory.base(), bytes(memory), bytes, signed);
        };
    int swapped = swappedBytes(place.type());
    return new Resolved.Numeric(
        swapped == 0 ? term : new Swapped(term, swapped), kind, declaration);
  }

  /// Read as the bytes it lies in, one by one up to eight of them.
  private Term bitField(Place.Memory memory, boolean signed) {
    int shift = (int) (memory.bitOffset() % Byte.SIZE);
    int bytes = Integer.highestOneBit(Math.max(1, (shift + memory.bits() - 1) / Byte.SIZE * 2));
    Term word = new MemoryWord(helpers, memory.base(), bytes(memory), bytes, false);
    return new BitField(word, shift, memory.bits(), signed);
  }

  /// The eight bytes of a pointer.
  Term word(Place place) {
    return switch (place) {
      case Place.Register(Term word, _) -> word;
      case Place.Memory memory ->
          new MemoryWord(helpers, memory.base(), bytes(memory), Long.BYTES, false);
    };
  }

  private static int bytes(Place.Memory memory) {
    return Math.toIntExact(memory.bitOffset() / Byte.SIZE);
  }

  private FieldType kind(int type, String name, boolean signed) {
    if (name.equals("_Bool")) {
      return FieldType.FLAG;
    }
    if (named(type, "size_t")) {
      return FieldType.BYTES;
    }
    return signed ? FieldType.NUMBER : FieldType.UNSIGNED;
  }

  private boolean named(int type, String typedef) {
    return types.type(type) instanceof BtfType.Alias alias
        && (alias.name().equals(typedef) || named(alias.target(), typedef));
  }

  private int swappedBytes(int type) {
    if (types.type(type) instanceof BtfType.Alias alias) {
      Integer bytes = BIG_ENDIAN.get(alias.name());
      return bytes == null ? swappedBytes(alias.target()) : bytes;
    }
    return 0;
  }

  /// Whether it is `char` or `unsigned char`, and called so: a `u8` is a byte of anything.
  private boolean isCharacter(int type) {
    return switch (types.type(type)) {
      case BtfType.Int(String name, _, _, _, _) ->
          name.equals("char") || name.equals("unsigned char");
      case BtfType.Alias(BtfKind kind, _, int target) ->
          kind != BtfKind.TYPEDEF && isCharacter(target);
      default -> false;
    };
  }
}
