package dev.jebpf.btf;

import java.util.List;

/// Small BTF blobs with every kind of type. The words are those of `struct btf_type` and what
/// follows it (`linux/btf.h`).
public final class BtfSeeds {
  private static final int PTR = 2 << 24;
  private static final int ARRAY = 3 << 24;
  private static final int STRUCT = 4 << 24;
  private static final int UNION = 5 << 24;
  private static final int ENUM = 6 << 24;
  private static final int FWD = 7 << 24;
  private static final int TYPEDEF = 8 << 24;
  private static final int CONST = 10 << 24;
  private static final int FUNC = 12 << 24;
  private static final int FUNC_PROTO = 13 << 24;
  private static final int VAR = 14 << 24;
  private static final int DATASEC = 15 << 24;
  private static final int FLOAT = 16 << 24;
  private static final int DECL_TAG = 17 << 24;
  private static final int TYPE_TAG = 18 << 24;
  private static final int ENUM64 = 19 << 24;

  private BtfSeeds() {}

  public static List<byte[]> all() {
    return List.of(structures(), functions(), rest());
  }

  private static byte[] structures() {
    var writer = new BtfWriter();
    int number = writer.addInt("int", 4, true);
    int array = writer.addRaw(ARRAY, "", 0, number, number, 4);
    int union =
        writer.addRaw(
            UNION | 2, "", 16, writer.string("c"), number, 0, writer.string("d"), array, 0);
    int pointer = writer.addRaw(PTR, "", 5);
    writer.addRaw(
        1 << 31 | STRUCT | 3,
        "outer",
        32,
        writer.string("a"),
        number,
        3 << 24,
        0,
        union,
        64,
        writer.string("next"),
        pointer,
        192);
    return writer.toBytes();
  }

  private static byte[] functions() {
    var writer = new BtfWriter();
    int number = writer.addInt("long", 8, true);
    int typedef = writer.addRaw(TYPEDEF, "ssize_t", number);
    int constant = writer.addRaw(CONST, "", typedef);
    int prototype =
        writer.addRaw(
            FUNC_PROTO | 2, "", typedef, writer.string("a"), constant, writer.string("b"), number);
    writer.addRaw(FUNC | 1, "f", prototype);
    writer.addRaw(DECL_TAG, "tag", 5, 0);
    return writer.toBytes();
  }

  private static byte[] rest() {
    var writer = new BtfWriter();
    writer.addRaw(ENUM | 1, "e", 4, writer.string("ONE"), 1);
    writer.addRaw(ENUM64 | 1, "w", 8, writer.string("WIDE"), 1, 1);
    writer.addRaw(FWD, "x", 0);
    writer.addRaw(FLOAT, "double", 8);
    int variable = writer.addRaw(VAR, "v", 1, 1);
    writer.addRaw(DATASEC | 1, ".data", 4, variable, 0, 4);
    writer.addRaw(TYPE_TAG, "user", 1);
    return writer.toBytes();
  }
}
