package dev.jebpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BtfTypesTest {
  private static final int STRUCT = 4;
  private static final int UNION = 5;

  /// `struct outer { int a; struct { long b; union { int c; struct inner d[4]; }; }; int e:3, f:5;
  /// }` with `struct inner { int x; int y; }`.
  private static BtfWriter nested() {
    var writer = new BtfWriter();
    int number = writer.addInt("int", 4, true);
    int wide = writer.addInt("long", 8, true);
    int inner = 3;
    writer.addRaw(
        STRUCT << 24 | 2,
        "inner",
        8,
        writer.string("x"),
        number,
        0,
        writer.string("y"),
        number,
        32);
    int array = writer.addRaw(3 << 24, "", 0, inner, number, 4);
    int union =
        writer.addRaw(
            UNION << 24 | 2, "", 32, writer.string("c"), number, 0, writer.string("d"), array, 0);
    int middle = writer.addRaw(STRUCT << 24 | 2, "", 40, writer.string("b"), wide, 0, 0, union, 64);
    writer.addRaw(
        1 << 31 | STRUCT << 24 | 4,
        "outer",
        56,
        writer.string("a"),
        number,
        0,
        0,
        middle,
        64,
        writer.string("e"),
        number,
        3 << 24 | 384,
        writer.string("f"),
        number,
        5 << 24 | 387);
    return writer;
  }

  private final BtfTypes types = BtfTypes.parse(nested().toBytes());
  private final int outer = types.find("outer", BtfKind.STRUCT).orElseThrow();

  @Test
  void shouldFindMembersOfAnonymousOnes() {
    assertThat(types.field(outer, "a")).contains(new BtfField(0, 0, 1));
    assertThat(types.field(outer, "b")).contains(new BtfField(64, 0, 2));
    assertThat(types.field(outer, "c")).contains(new BtfField(128, 0, 1));
  }

  @Test
  void shouldFollowElementsAndMembers() {
    assertThat(types.field(outer, "d[3].y")).contains(new BtfField(128 + 3 * 64 + 32, 0, 1));
  }

  @Test
  void shouldKnowBitFields() {
    assertThat(types.field(outer, "e")).contains(new BtfField(384, 3, 1));
    assertThat(types.field(outer, "f")).contains(new BtfField(387, 5, 1));
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    assertThat(types.field(outer, "z")).isEmpty();
    assertThat(types.field(outer, "a.b")).isEmpty();
    assertThat(types.field(outer, "d[4]")).isEmpty();
    assertThat(types.field(outer, "a[0]")).isEmpty();
    assertThat(types.find("oute", BtfKind.STRUCT)).isEmpty();
    assertThat(types.find("outer", BtfKind.UNION)).isEmpty();
    assertThat(types.find("", BtfKind.STRUCT)).isEmpty();
  }

  @Test
  void shouldRefusePathsThatAreNone() {
    for (String path : List.of("", ".", "a.", "a[", "a[x]", "a[0]b", "a b", "a[9999999999]")) {
      assertThatThrownBy(() -> types.field(outer, path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("member path=" + path);
    }
  }

  @Test
  void shouldRefuseCycles() {
    var writer = new BtfWriter();
    writer.addRaw(8 << 24, "loop", 1);
    writer.addRaw(STRUCT << 24 | 1, "self", 8, 0, 2, 0);
    writer.addRaw(3 << 24, "", 0, 3, 1, 1);
    var cyclic = BtfTypes.parse(writer.toBytes());
    assertThatThrownBy(() -> cyclic.resolve(1)).isInstanceOf(BtfException.class);
    assertThatThrownBy(() -> cyclic.field(2, "x")).isInstanceOf(BtfException.class);
    assertThatThrownBy(() -> cyclic.size(3)).isInstanceOf(BtfException.class);
  }

  @Test
  @Timeout(10)
  void shouldSearchAStructureOnceHoweverOftenItIsAMember() {
    var writer = new BtfWriter();
    int innermost = writer.addRaw(STRUCT << 24, "", 0);
    int structure = innermost;
    for (int i = 0; i < 30; i++) {
      structure = writer.addRaw(STRUCT << 24 | 2, "", 0, 0, structure, 0, 0, structure, 0);
    }
    assertThat(BtfTypes.parse(writer.toBytes()).field(structure, "absent")).isEmpty();
  }

  @Test
  @Timeout(10)
  void shouldNotReadALongNameForEveryType() {
    var writer = new BtfWriter();
    String name = "n".repeat(1 << 20);
    for (int i = 0; i < 100_000; i++) {
      writer.addRaw(7 << 24, "", 0);
    }
    writer.addRaw(7 << 24, name, 0);
    byte[] blob = writer.toBytes();
    ByteBuffer words = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    int last = words.getInt(24 + 12 * 100_000);
    for (int i = 0; i < 100_000; i++) {
      words.putInt(24 + 12 * i, last);
    }
    var types = BtfTypes.parse(blob);
    assertThat(types.count()).isEqualTo(100_001);
    assertThatThrownBy(() -> types.type(1)).hasMessageContaining("has 1048576 bytes");
  }

  @Test
  void shouldRefuseMembersOutsideOfTheirStructure() {
    var writer = new BtfWriter();
    int number = writer.addInt("int", 4, true);
    int id = writer.addRaw(STRUCT << 24 | 1, "s", 4, writer.string("far"), number, 33);
    var types = BtfTypes.parse(writer.toBytes());
    assertThatThrownBy(() -> types.type(id)).hasMessageContaining("member=far");
  }

  @Test
  void shouldRefuseSectionsThatOverlap() {
    byte[] blob = nested().toBytes();
    ByteBuffer words = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(12, words.getInt(12) + 12);
    assertThatThrownBy(() -> BtfTypes.parse(blob)).hasMessageContaining("overlap");
  }

  @Test
  void shouldRefuseWhatIsNotBtf() {
    byte[] blob = nested().toBytes();
    assertThatThrownBy(() -> BtfTypes.parse(new byte[3])).hasMessageContaining("only 3 bytes");
    assertThatThrownBy(() -> BtfTypes.parse(new byte[64])).hasMessageContaining("magic=0x0");
    byte[] swapped = blob.clone();
    swapped[0] = blob[1];
    swapped[1] = blob[0];
    assertThatThrownBy(() -> BtfTypes.parse(swapped)).hasMessageContaining("big-endian");
    byte[] later = blob.clone();
    later[2] = 2;
    assertThatThrownBy(() -> BtfTypes.parse(later)).hasMessageContaining("version=2");
  }

  @Test
  void shouldSurviveTruncation() {
    byte[] blob = nested().toBytes();
    for (int length = 0; length < blob.length; length++) {
      byte[] part = java.util.Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> BtfTypes.parse(part)).isInstanceOf(BtfException.class);
    }
  }

  @Test
  void shouldSurviveHostileBytes() {
    byte[] blob = nested().toBytes();
    var random = new Random(42);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] hostile = blob.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        hostile[random.nextInt(8, hostile.length)] = (byte) random.nextInt();
      }
      refused += exercise(hostile) ? 0 : 1;
    }
    assertThat(refused).isBetween(200, 19_800);
  }

  /// Does all a reader can do; false when the blob was refused, any other exception fails the test.
  private static boolean exercise(byte[] hostile) {
    try {
      var read = BtfTypes.parse(hostile);
      read.find("outer", BtfKind.STRUCT).ifPresent(id -> read.field(id, "d[1].x"));
      boolean sound = true;
      for (int id = 0; id <= read.count(); id++) {
        sound &= describes(read, id);
      }
      read.enumerator("NONE");
      return sound;
    } catch (BtfException _) {
      return false;
    }
  }

  private static boolean describes(BtfTypes types, int id) {
    try {
      types.type(id);
      types.size(id);
      types.field(id, "c");
      return true;
    } catch (BtfException e) {
      return e.getMessage().endsWith("has no size");
    }
  }
}
