package dev.jebpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Requires;
import dev.jebpf.linux.Cpus;
import dev.jebpf.linux.FakeKernel;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.SystemCall;
import dev.jebpf.linux.Tasks;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Maps of the running kernel.
@Tag("kernel")
class KernelMapsTest {
  private final Kernel kernel = Kernel.running();

  @Test
  void shouldShareAMappedArrayWithTheKernel() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var array = maps.mappedArray("jebpf.slots", Sample.class, 128);
      array.at(0).count(1);
      array.at(127).addCount(5);
      assertThat(array.at(127).count()).isEqualTo(5);
      assertThat(array.memory().byteSize()).isEqualTo(128 * 64);
      assertThat(array.id()).isPositive();
    }
  }

  @Test
  void shouldReadZeroesAfterClose() {
    KernelMaps maps = Maps.inKernel(kernel);
    var array = maps.mappedArray("jebpf.slots", Sample.class, 1);
    Sample sample = array.at(0);
    sample.count(1);
    maps.close();
    assertThat(sample.count()).isZero();
    sample.count(2);
  }

  @Test
  void shouldReadThePerCpuValuesOfAllCpus() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var totals = maps.perCpuArray("jebpf.totals", Sample.class, 2);
      assertThat(totals.read(1)).hasSize(Cpus.possible());
      assertThat(totals.sum(1, Sample::count)).isZero();
      assertThatThrownBy(() -> totals.read(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void shouldLookUpUpdateDeleteAndWalkAHashTable() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var table = maps.hashTable("jebpf.files", Sample.class, 2000);
      assertThat(table.lookup(1)).isNull();
      assertThat(table.lookupOrInsert(1).count()).isZero();
      Sample value = Views.allocate(Sample.class);
      Map<Long, Long> expected = new HashMap<>();
      for (long key = 1; key <= 1000; key++) {
        value.count(key * key);
        table.update(key, value);
        expected.put(key, key * key);
      }
      assertThat(table.lookup(1000).count()).isEqualTo(1_000_000);
      assertThat(table.delete(1000)).isZero();
      assertThat(table.delete(1000)).isEqualTo(-2);
      expected.remove(1000L);

      Map<Long, Long> seen = new HashMap<>();
      table.forEach((sample, key) -> assertThat(seen.put(key, sample.count())).isNull());
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void shouldWalkAnEmptyHashTable() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      maps.hashTable("jebpf.files", Sample.class, 3).forEach((_, key) -> assertThat(key).isNull());
    }
  }

  @Test
  void shouldFindNoValueInATaskThatHasNone() {
    Requires.feature(Feature.TASK_STORAGE);
    try (KernelMaps maps = Maps.inKernel(kernel);
        FileDescriptor self = Tasks.openProcess(kernel, (int) ProcessHandle.current().pid())) {
      var storage = maps.taskStorage("jebpf.tasks", Sample.class);
      assertThat(storage.read(self)).isNull();
    }
  }

  @Test
  void shouldLeaveNoDescriptorOpen() {
    Requires.feature(Feature.TASK_STORAGE);
    long before = Descriptors.open();
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      maps.mappedArray("jebpf.a", Sample.class, 1);
      maps.taskStorage("jebpf.t", Sample.class);
      maps.ringBuffer("jebpf.r", 4096);
      assertThat(Descriptors.open()).isEqualTo(before + 3);
    }
    assertThat(Descriptors.open()).isEqualTo(before);
  }

  @Test
  void shouldSayWhichMapTheKernelRefused() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      assertThatThrownBy(() -> maps.ringBuffer("jebpf.ring", 16))
          .isInstanceOf(LinuxException.class)
          .hasMessage(
              "cannot create map name=jebpf.ring type=RINGBUF key=0 value=0 entries=16 flags=0"
                  + " (BPF_MAP_CREATE): bpf: EINVAL (22, invalid argument)");
    }
  }

  @Test
  void shouldRaiseMemlockOnlyAfterEperm() {
    FakeKernel refusing = new FakeKernel(_ -> -1);
    try (KernelMaps maps = Maps.inKernel(refusing)) {
      assertThatThrownBy(() -> maps.ringBuffer("jebpf.ring", 4096))
          .isInstanceOf(LinuxException.class);
    }
    assertThat(refusing.calls().stream().map(FakeKernel.Call::call))
        .containsExactly(SystemCall.BPF, SystemCall.PRLIMIT64);
  }
}
