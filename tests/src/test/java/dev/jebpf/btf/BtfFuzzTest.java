package dev.jebpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Hostile and truncated BTF is refused with a [BtfException], or describes types that make sense.
class BtfFuzzTest {
  private static final long MOST_BYTES = 64 << 20;
  private static final int STRUCT = 4;
  private static final int UNION = 5;

  @Test
  void shouldSurviveMutatedTypes() throws Exception {
    Fuzzer.run("btf", List.of(everyKind(), members()), List.of(), MOST_BYTES, BtfFuzzTest::read);
  }

  /// The real thing, of which a round asks for as much as the agent does.
  @Test
  @Tag("kernel")
  void shouldSurviveAMutatedKernel() throws Exception {
    byte[] vmlinux = Files.readAllBytes(Path.of("/sys/kernel/btf/vmlinux"));
    byte[] start = head(vmlinux);
    Fuzzer.run(
        "vmlinux",
        List.of(start),
        List.of(),
        MOST_BYTES,
        mutated -> {
          byte[] blob = vmlinux.clone();
          System.arraycopy(mutated, 0, blob, 0, Math.min(mutated.length, start.length));
          return ask(blob);
        });
  }

  /// Header and first types: all that is mutated of megabytes.
  private static byte[] head(byte[] vmlinux) throws IOException {
    return java.util.Arrays.copyOf(vmlinux, 4096);
  }

  private static boolean ask(byte[] blob) {
    try {
      BtfTypes types = BtfTypes.parse(blob);
      types.find("task_struct", BtfKind.STRUCT).ifPresent(id -> check(types, id, "se.vruntime"));
      types.find("file", BtfKind.STRUCT).ifPresent(id -> check(types, id, "f_inode"));
      for (int id = 1; id <= Math.min(300, types.count()); id++) {
        describe(types, id);
      }
      return true;
    } catch (BtfException _) {
      return false;
    }
  }

  private static boolean read(byte[] blob) {
    try {
      BtfTypes types = BtfTypes.parse(blob);
      for (int id = 0; id <= types.count(); id++) {
        describe(types, id);
      }
      var _ = types.enumerator("NONE");
      return true;
    } catch (BtfException _) {
      return false;
    }
  }

  private static void describe(BtfTypes types, int id) {
    if (types.type(id) instanceof BtfType.Composite composite) {
      assertThat(composite.bytes()).isNotNegative();
      composite.members().forEach(member -> member(types, id, member.name()));
      check(types, id, "no_such_member");
    }
    try {
      assertThat(types.size(id)).isNotNegative();
    } catch (BtfException e) {
      assertThat(e).hasMessageMatching("(?s)BTF: .+");
    }
  }

  private static void member(BtfTypes types, int structure, String name) {
    if (name.matches("[A-Za-z_]\\w*")) {
      check(types, structure, name);
    }
  }

  /// What is found lies in the structure.
  private static void check(BtfTypes types, int structure, String path) {
    Optional<BtfField> field;
    try {
      field = types.field(structure, path);
    } catch (BtfException _) {
      return;
    }
    field.ifPresent(
        found ->
            assertThat(found.bitOffset() + found.bits())
                .isBetween(0L, Byte.SIZE * types.size(structure)));
  }

  /// One type of each kind of `linux/btf.h`.
  private static byte[] everyKind() {
    var writer = new BtfWriter();
    int number = writer.addInt("int", 4, true);
    int pointer = writer.addPointer(number);
    writer.addArray(number, number, 7);
    int prototype =
        writer.addPrototype(number, List.of(new BtfType.Parameter("argument", pointer)));
    writer.addFunction("function", prototype);
    writer.addRaw(6 << 24 | 2, "enum", 4, writer.string("A"), 1, writer.string("B"), 2);
    writer.addRaw(7 << 24, "forward", 0);
    int alias = writer.addRaw(8 << 24, "alias", number);
    writer.addRaw(9 << 24, "", alias);
    writer.addRaw(10 << 24, "", alias);
    writer.addRaw(11 << 24, "", pointer);
    int variable = writer.addRaw(14 << 24, "variable", number, 1);
    writer.addRaw(15 << 24 | 1, ".data", 4, variable, 0, 4);
    writer.addRaw(16 << 24, "double", 8);
    writer.addRaw(17 << 24, "tag", number, -1);
    writer.addRaw(18 << 24, "user", number);
    writer.addRaw(19 << 24 | 1, "wide", 8, writer.string("C"), 3, 4);
    return writer.toBytes();
  }

  /// Structures in structures, with and without names, and bit fields.
  private static byte[] members() {
    var writer = new BtfWriter();
    int number = writer.addInt("int", 4, true);
    int inner =
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
    int array = writer.addArray(inner, number, 4);
    int union =
        writer.addRaw(
            UNION << 24 | 2, "", 32, writer.string("c"), number, 0, writer.string("d"), array, 0);
    writer.addRaw(
        1 << 31 | STRUCT << 24 | 4,
        "outer",
        48,
        writer.string("a"),
        number,
        0,
        0,
        union,
        64,
        writer.string("e"),
        number,
        3 << 24 | 320,
        writer.string("f"),
        number,
        5 << 24 | 323);
    return writer.toBytes();
  }
}
