package dev.jebpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapType;
import org.junit.jupiter.api.Test;

class MemoryMapsTest {
  private final MemoryMaps maps = Maps.inMemory();

  @Test
  void shouldHaveTheSpecOfTheKernelsMap() {
    assertThat(maps.mappedArray("slots", Sample.class, 8).spec())
        .isEqualTo(new MapSpec("slots", MapType.ARRAY, 4, 512, 1, MapSpec.MMAPABLE));
    assertThat(maps.perCpuArray("totals", Sample.class, 3).spec())
        .isEqualTo(new MapSpec("totals", MapType.PERCPU_ARRAY, 4, 64, 3, 0));
    assertThat(maps.hashTable("files", Sample.class, 9).spec())
        .isEqualTo(new MapSpec("files", MapType.HASH, 8, 64, 9, 0));
    assertThat(maps.taskStorage("tasks", Sample.class).spec())
        .isEqualTo(new MapSpec("tasks", MapType.TASK_STORAGE, 4, 64, 0, MapSpec.NO_PREALLOC));
    assertThat(maps.ringBuffer("ring", 4096).spec())
        .isEqualTo(new MapSpec("ring", MapType.RINGBUF, 0, 0, 4096, 0));
  }

  @Test
  void shouldKeepElementsApart() {
    var array = maps.mappedArray("slots", Sample.class, 8);
    array.at(7).count(7);
    array.at(6).count(6);
    assertThat(array.at(7).count()).isEqualTo(7);
    assertThat(array.at(6).count()).isEqualTo(6);
    assertThatThrownBy(() -> array.at(8)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldLookUpInsertAndDeleteLikeTheKernel() {
    var table = maps.hashTable("files", Sample.class, 2);
    assertThat(table.lookup(1)).isNull();
    table.lookupOrInsert(1).count(10);
    assertThat(table.lookup(1).count()).isEqualTo(10);
    assertThat(table.lookupOrInsert(2)).isNotNull();
    assertThat(table.lookupOrInsert(3)).isNull();
    assertThat(table.delete(1)).isZero();
    assertThat(table.delete(1)).isEqualTo(-2);
    assertThat(table.lookupOrInsert(3)).isNotNull();
  }

  @Test
  void shouldAnswerAnIndexOutOfRangeWithNull() {
    var totals = maps.perCpuArray("totals", Sample.class, 1);
    totals.lookup(0).addCount(1);
    assertThat(totals.lookup(0).count()).isEqualTo(1);
    assertThat(totals.lookup(1)).isNull();
    assertThat(totals.lookup(-1)).isNull();
  }

  @Test
  void shouldDeliverWhatWasSubmittedAndNothingElse() {
    var ring = maps.ringBuffer("ring", 256);
    Sample first = ring.reserve(Sample.class);
    Sample second = ring.reserve(Sample.class);
    Sample third = ring.reserve(Sample.class);
    assertThat(ring.reserve(Sample.class)).isNull();
    ring.submit(first, 0);
    ring.discard(second, 0);
    assertThatThrownBy(ring::drain).hasMessageContaining("1 records neither");
    ring.submit(third, 0);
    assertThatThrownBy(() -> ring.submit(third, 0)).isInstanceOf(IllegalStateException.class);
    assertThat(ring.drain()).containsExactly(first, third);
    assertThat(ring.reserve(Sample.class)).isNotNull();
  }

  @Test
  void shouldRefuseWhatTheKernelWouldRefuse() {
    assertThatThrownBy(() -> maps.mappedArray("slots", Sample.class, 3))
        .hasMessageContaining("no power of two");
    assertThatThrownBy(() -> maps.ringBuffer("ring", 5000)).hasMessageContaining("no power of two");
    assertThatThrownBy(() -> maps.hashTable("a name too long.", Sample.class, 3))
        .hasMessageContaining("want 1 to 15");
    assertThatThrownBy(() -> maps.hashTable("files", Sample.class, 0))
        .hasMessageContaining("entries=0");
  }
}
