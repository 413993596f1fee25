package dev.jebpf.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.btf.BtfException;
import dev.jebpf.btf.BtfField;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The types of this kernel, damaged: refused with a [BtfException], or they make sense.
class VmlinuxFuzzTest {
  private static final long MOST_BYTES = 64 << 20;

  /// A round asks for as much as the agent does.
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
}
