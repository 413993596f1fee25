package dev.jebpf.btf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The types of one BTF blob.
///
/// Parsing notes where each type begins and files names under a hash; a type is decoded, and its
/// strings are built, when it is asked for. vmlinux's 130,000 types take 10 to 20 ms and 2 MB. May
/// be used by any thread.
public final class BtfTypes {
  /// Longest chain of typedefs and qualifiers, or of nested structures and arrays, before we call
  /// it a cycle.
  private static final int MAX_DEPTH = 64;

  private final BtfBytes bytes;
  private final BtfIndex index;
  private final BtfDecoder decoder;
  private final Map<Integer, BtfType> decoded = new ConcurrentHashMap<>();

  private BtfTypes(BtfBytes bytes) {
    this.bytes = bytes;
    this.index = BtfIndex.of(bytes);
    this.decoder = new BtfDecoder(bytes);
  }

  /// Reads a blob with its header; the array is kept, not copied.
  ///
  /// @throws BtfException when it is not BTF, of a version or byte order this reader doesn't know,
  /// truncated, or inconsistent
  public static BtfTypes parse(byte[] blob) {
    return new BtfTypes(BtfBytes.of(blob));
  }

  /// Number of types; ids run from 1 to this, 0 is void.
  public int count() {
    return index.count();
  }

  /// The kind of a type.
  public BtfKind kind(int id) {
    return id == 0 ? BtfKind.VOID : bytes.kind(index.position(id));
  }

  /// The first type of this name that is of one of the kinds.
  public OptionalInt find(String name, BtfKind... kinds) {
    var wanted = List.of(kinds);
    return index.named(name).filter(id -> wanted.contains(kind(id))).findFirst();
  }

  /// The names of all types of a kind, anonymous ones left out; nothing is decoded for it.
  public Stream<String> names(BtfKind kind) {
    return IntStream.rangeClosed(1, count())
        .map(index::position)
        .filter(at -> bytes.kind(at) == kind && bytes.word(at) != 0)
        .mapToObj(at -> bytes.string(bytes.word(at)));
  }

  /// A type, decoded.
  ///
  /// @throws BtfException when there is no such type or its contents are broken
  public BtfType type(int id) {
    if (id == 0) {
      return new BtfType.Nothing();
    }
    return decoded.computeIfAbsent(id, i -> decoder.decode(index.position(i)));
  }

  /// The type behind typedefs, qualifiers and tags.
  public int resolve(int id) {
    int at = id;
    for (int i = 0; i < MAX_DEPTH; i++) {
      if (!(type(at) instanceof BtfType.Alias alias)) {
        return at;
      }
      at = alias.target();
    }
    throw new BtfException("type id=" + id + " is an alias of itself");
  }

  /// Bytes a value of this type takes.
  public long size(int id) {
    return size(id, 0);
  }

  private long size(int id, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BtfException("type id=" + id + " contains itself");
    }
    return switch (type(resolve(id))) {
      case BtfType.Int t -> t.bytes();
      case BtfType.Pointer _ -> Long.BYTES;
      case BtfType.Composite t -> t.bytes();
      case BtfType.Enumeration t -> t.bytes();
      case BtfType.FloatingPoint t -> t.bytes();
      case BtfType.Variable t -> size(t.type(), depth + 1);
      case BtfType.DataSection t -> t.bytes();
      case BtfType.Array t -> arrayBytes(size(t.element(), depth + 1), t.length());
      case BtfType.Nothing _, BtfType.Forward _, BtfType.Function _, BtfType.Prototype _ ->
          noSize(id);
      case BtfType.Alias _, BtfType.DeclarationTag _ -> noSize(id);
    };
  }

  private static long arrayBytes(long elementBytes, int length) {
    long total = elementBytes * Integer.toUnsignedLong(length);
    if (elementBytes > Integer.MAX_VALUE || total > Integer.MAX_VALUE) {
      throw new BtfException("array of " + Integer.toUnsignedString(length) + " is too large");
    }
    return total;
  }

  private static long noSize(int id) {
    throw new BtfException("type id=" + id + " has no size");
  }

  /// Follows a path of members: `a.b[0].c`. Members of anonymous structures and unions are found as
  /// if they were members of the enclosing one, as in C; pointers are not followed.
  ///
  /// @return empty when a member is missing, or not a structure or array where the path goes on
  /// @throws IllegalArgumentException when the path is not well-formed
  public Optional<BtfField> field(int structure, String path) {
    return new BtfPath(this, path).in(structure);
  }

  /// The value of an enumerator, of the first enumeration that has it.
  public Optional<Long> enumerator(String name) {
    return IntStream.rangeClosed(1, count())
        .filter(id -> kind(id) == BtfKind.ENUM || kind(id) == BtfKind.ENUM64)
        .mapToObj(id -> (BtfType.Enumeration) type(id))
        .flatMap(e -> e.values().stream())
        .filter(e -> e.name().equals(name))
        .map(BtfType.Enumerator::value)
        .findFirst();
  }
}
