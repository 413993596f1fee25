package dev.jebpf.btf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds a small BTF blob, type by type. Each `add` method returns the new type's id.
public final class BtfWriter {
  private static final int HEADER_BYTES = 24;

  /// `BTF_INT_SIGNED`.
  private static final int SIGNED = 1;

  private final ByteArrayOutputStream types = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();
  private int lastId;

  /// A writer that so far knows only void, id 0.
  public BtfWriter() {
    string("");
  }

  /// The offset of a string, added when it is new.
  public int string(String text) {
    return offsets.computeIfAbsent(
        text,
        t -> {
          int offset = strings.size();
          strings.writeBytes(t.getBytes(StandardCharsets.UTF_8));
          strings.write(0);
          return offset;
        });
  }

  /// An integer type.
  public int addInt(String name, int bytes, boolean signed) {
    int id = add(BtfKind.INT, name, 0, bytes);
    words((signed ? SIGNED : 0) << 24 | bytes * Byte.SIZE);
    return id;
  }

  /// A pointer to a type.
  public int addPointer(int target) {
    return add(BtfKind.PTR, "", 0, target);
  }

  /// An array.
  ///
  /// @param index the integer type of its indexes
  public int addArray(int element, int index, int length) {
    int id = add(BtfKind.ARRAY, "", 0, 0);
    words(element, index, length);
    return id;
  }

  /// A function's prototype.
  public int addPrototype(int returns, List<BtfType.Parameter> parameters) {
    int id = add(BtfKind.FUNC_PROTO, "", parameters.size(), returns);
    parameters.forEach(p -> words(string(p.name()), p.type()));
    return id;
  }

  /// A static function.
  public int addFunction(String name, int prototype) {
    return add(BtfKind.FUNC, name, 0, prototype);
  }

  private int add(BtfKind kind, String name, int elements, int sizeOrType) {
    return addRaw(kind.number() << 24 | elements, name, sizeOrType);
  }

  /// A type of any kind: its `info` word, and what follows its `size` or `type`.
  int addRaw(int info, String name, int sizeOrType, int... extra) {
    words(string(name), info, sizeOrType);
    words(extra);
    return ++lastId;
  }

  private void words(int... values) {
    for (int value : values) {
      types.write(value);
      types.write(value >>> 8);
      types.write(value >>> 16);
      types.write(value >>> 24);
    }
  }

  /// The blob with its header.
  public byte[] toBytes() {
    return ByteBuffer.allocate(HEADER_BYTES + types.size() + strings.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0xeB9F)
        .put((byte) 1)
        .put((byte) 0)
        .putInt(HEADER_BYTES)
        .putInt(0)
        .putInt(types.size())
        .putInt(types.size())
        .putInt(strings.size())
        .put(types.toByteArray())
        .put(strings.toByteArray())
        .array();
  }
}
