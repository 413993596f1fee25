package dev.jebpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.KernelMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class VmlinuxBtfTest {
  private static byte[] blob;
  private static BtfTypes types;

  @BeforeAll
  static void read() throws IOException {
    blob = Files.readAllBytes(Path.of("/sys/kernel/btf/vmlinux"));
    types = BtfTypes.parse(blob);
  }

  @Test
  void shouldDecodeEveryType() {
    assertThat(types.count()).isGreaterThan(10_000);
    for (int id = 1; id <= types.count(); id++) {
      types.type(id);
    }
  }

  @Test
  void shouldFindEveryNamedStructure() {
    int found = 0;
    for (int id = 1; id <= types.count(); id++) {
      if (types.kind(id) == BtfKind.STRUCT
          && types.type(id) instanceof BtfType.Composite composite
          && !composite.name().isEmpty()) {
        assertThat(types.find(composite.name(), BtfKind.STRUCT).orElseThrow())
            .isLessThanOrEqualTo(id);
        found++;
      }
    }
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void shouldKnowTracepointsAndKernelFunctions() {
    var kernel = new BtfKernelTypes(types);
    int trace = kernel.tracepoint("sched_switch").orElseThrow();
    int pointer = ((BtfType.Alias) types.type(trace)).target();
    int prototype = ((BtfType.Pointer) types.type(pointer)).target();
    assertThat(((BtfType.Prototype) types.type(prototype)).parameters()).hasSizeGreaterThan(3);
    assertThat(kernel.tracepointArguments("sched_switch").orElseThrow()).isBetween(3, 4);
    assertThat(kernel.tracepointArguments("sys_exit")).hasValue(2);
    assertThat(kernel.tracepointArguments("no_such_tracepoint")).isEmpty();
    assertThat(kernel.function("vfs_read")).isPresent();
    assertThat(kernel.tracepoint("no_such_tracepoint")).isEmpty();
  }

  @Test
  void shouldFindMembersTheProgramsNeed() {
    var kernel = new BtfKernelTypes(types);
    assertThat(kernel.member("task_struct", "in_iowait").orElseThrow().type())
        .isInstanceOfSatisfying(
            KernelMember.BitField.class, field -> assertThat(field.bits()).isEqualTo(1));
    assertThat(kernel.member("task_struct", "comm").orElseThrow().type())
        .isEqualTo(new KernelMember.Aggregate(16));
    assertThat(kernel.member("task_struct", "pid").orElseThrow().type())
        .isEqualTo(new KernelMember.Scalar(4, true));
    assertThat(kernel.member("task_struct", "files").orElseThrow().type())
        .isEqualTo(new KernelMember.Pointer());
    assertThat(kernel.member("sock", "__sk_common.skc_dport").orElseThrow())
        .isEqualTo(new KernelMember(12, new KernelMember.Scalar(2, false)));
    assertThat(types.enumerator("TCP_ESTABLISHED")).contains(1L);
  }

  @Test
  void shouldSurviveFlippedBytes() {
    var random = new Random(7);
    for (int round = 0; round < 40; round++) {
      byte[] hostile = blob.clone();
      for (int i = 0; i < 10; i++) {
        hostile[random.nextInt(8, hostile.length)] = (byte) random.nextInt();
      }
      exercise(hostile);
    }
  }

  private static void exercise(byte[] hostile) {
    try {
      var broken = BtfTypes.parse(hostile);
      var task = broken.find("task_struct", BtfKind.STRUCT);
      if (task.isPresent()) {
        broken.field(task.getAsInt(), "se.cfs_rq");
        broken.size(task.getAsInt());
      }
    } catch (BtfException e) {
      assertThat(e).hasMessageStartingWith("BTF: ");
    }
  }

  /// Not a benchmark, a guard: an index that built strings took 50 ms and 38 MB.
  @Test
  void shouldIndexWithoutBuildingStrings() {
    List<Long> nanos = new ArrayList<>();
    for (int round = 0; round < 9; round++) {
      long start = System.nanoTime();
      assertThat(BtfTypes.parse(blob).find("task_struct", BtfKind.STRUCT)).isPresent();
      nanos.add(System.nanoTime() - start);
    }
    System.out.println("vmlinux BTF indexed in us: " + nanos.stream().map(n -> n / 1_000).toList());
    nanos.sort(null);
    assertThat(nanos.get(nanos.size() / 2)).isLessThan(200_000_000L);
  }
}
