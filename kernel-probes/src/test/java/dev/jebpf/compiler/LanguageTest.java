package dev.jebpf.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.feature.Requires;
import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.lang.SyscallProgram;
import dev.jebpf.lang.TaskStorage;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.map.Views;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every part of the language does in the running kernel what it says.
@Tag("kernel")
class LanguageTest {
  private static final Helpers HELPERS = StubHelpers.create();
  private final Kernel kernel = Kernel.running();
  private final KernelFeatures features = KernelFeatures.of(kernel);
  private final KernelMaps maps = Maps.inKernel(kernel);
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment memory = arena.allocate(64, 8);
  private final Cell cell = Views.over(Cell.class, memory, 0);

  @AfterEach
  void close() {
    maps.close();
    arena.close();
  }

  private int run(Object program) {
    return run(program, features.target());
  }

  private int run(Object program, Target target) {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    var compiler = new ProgramCompiler(new BtfKernelTypes(features.types().orElseThrow()), target);
    ProgramSpec spec = compiler.compile(program).getFirst();
    try (LoadedProgram loaded = ProgramLoader.of(kernel).load(spec)) {
      return loaded.run(memory);
    }
  }

  /// The running kernel without `bpf_rdonly_cast` and `bpf_get_current_task_btf`: what they are
  /// for is read with probes.
  private Target probing() {
    Target t = features.target();
    return new Target(false, false, false, false, t.taskPtRegs(), t.atomics(), t.kernelVariables());
  }

  record Identity(Helpers helpers) {
    @SyscallProgram
    int run(Cell cell) {
      Task task = helpers.getCurrentTask(Task.class);
      cell.a(task.pidAgain());
      cell.b(helpers.getCurrentPidTgid());
      return task.absent() == 0 && task.ioWait() == 0 ? task.tgid() : -1;
    }
  }

  @Test
  void shouldReadMembersOfTheCurrentTask() {
    int tid = Tasks.currentThread(kernel);
    assertThat(run(new Identity(HELPERS))).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(cell.a()).isEqualTo(tid);
    assertThat((int) cell.b()).isEqualTo(tid);
    assertThat(cell.b() >>> 32).isEqualTo(ProcessHandle.current().pid());
  }

  record Walk(Helpers helpers) {
    @SyscallProgram
    int run(Cell cell) {
      Task task = helpers.getCurrentTask(Task.class);
      Task leader = helpers.cast(Task.class, task.leaderAddress());
      cell.a(leader.pid());
      cell.b(leader.entity().virtualRunTime() - leader.virtualRunTime());
      cell.c(helpers.probeReadKernelInt(helpers.address(leader) * 2 - helpers.address(task)) * 0);
      Task parent = leader.parent();
      return parent == null ? -1 : task.threadPid().number();
    }
  }

  @Test
  void shouldFollowPointersAndEmbeddedStructures() {
    for (Target target : new Target[] {features.target(), probing()}) {
      assertThat(run(new Walk(HELPERS), target)).isEqualTo(Tasks.currentThread(kernel));
      assertThat(cell.a()).isEqualTo(ProcessHandle.current().pid());
      assertThat(cell.b()).isBetween(-1_000_000_000L, 1_000_000_000L);
    }
  }

  record UserMemory(Helpers helpers, long address) {
    @SyscallProgram
    int run(Cell cell) {
      cell.a(helpers.probeReadUserLong(address));
      cell.b(helpers.probeReadUserByte(address + 1) + helpers.probeReadUserLong(8));
      int length = helpers.probeReadUserStr(cell.name(), 16, address + 8);
      if (length > 0 && length <= 8) {
        helpers.probeReadUser(cell.name().from(8), length, address + 8);
      }
      return length;
    }
  }

  @Test
  void shouldReadUserMemory() {
    MemorySegment source = arena.allocate(16, 8);
    source.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 0x1122_3344_5566_8899L);
    source.setString(8, "abc");
    // A system call's program cannot write to its context with a helper, a map's value can be.
    var cells = maps.mappedArray("cells", Cell.class, 1);
    assertThat(run(new ToMap(new UserMemory(HELPERS, source.address()), cells))).isEqualTo(4);
    assertThat(cells.at(0).a()).isEqualTo(0x1122_3344_5566_8899L);
    assertThat(cells.at(0).b()).isEqualTo((byte) 0x88);
    assertThat(cells.at(0).letter(2)).isEqualTo((byte) 'c');
    assertThat(cells.at(0).letter(10)).isEqualTo((byte) 'c');
  }

  record ToMap(UserMemory program, dev.jebpf.lang.MappedArray<Cell> cells) {
    @SyscallProgram
    int run(Cell cell) {
      return program.run(cells.at(0));
    }
  }

  record Tables(
      HashTable<Cell> table, PerCpuArray<Cell> perCpu, TaskStorage<Cell> storage, Helpers helpers) {
    @SyscallProgram
    int run(Cell cell) {
      Cell value = table.lookupOrInsert(cell.a());
      if (value == null) {
        return -1;
      }
      value.addCount(cell.b());
      Cell mine = perCpu.lookup(1);
      if (mine != null) {
        mine.addCount(1);
      }
      Task task = helpers.getCurrentTask(Task.class);
      Cell own = storage.getOrCreate(task);
      if (own == null) {
        return -2;
      }
      own.addCount(2);
      if (table.insert(cell.a()) != -17 || table.insert(cell.a() + 1) != 0) {
        return -4;
      }
      table.delete(cell.a() + 1);
      Cell again = storage.get(task);
      cell.c(again == null ? 0 : (int) again.count());
      return table.lookup(cell.a() + 1) == null && table.delete(cell.a() + 1) < 0
          ? (int) value.count()
          : -3;
    }
  }

  @Test
  void shouldUseEveryKindOfTable() {
    Requires.feature(Feature.TASK_STORAGE);
    var table = maps.hashTable("table", Cell.class, 8);
    var perCpu = maps.perCpuArray("percpu", Cell.class, 2);
    var program = new Tables(table, perCpu, maps.taskStorage("storage", Cell.class), HELPERS);
    cell.a(77);
    cell.b(5);
    assertThat(run(program)).isEqualTo(5);
    assertThat(run(program)).isEqualTo(10);
    assertThat(cell.c()).isEqualTo(4);
    assertThat(table.lookup(77).count()).isEqualTo(10);
    assertThat(perCpu.sum(1, Cell::count)).isEqualTo(2);
  }

  record Records(RingBuffer ring) {
    @SyscallProgram
    int run(Cell cell) {
      Cell entry = ring.reserve(Cell.class);
      if (entry == null) {
        return -1;
      }
      if (cell.a() < 0) {
        ring.discard(entry, 0);
        return 0;
      }
      entry.a(cell.both());
      entry.b(1);
      ring.submit(entry, RingBuffer.NO_WAKEUP);
      return 1;
    }
  }

  @Test
  void shouldSubmitOrDiscardRecordsOfARingBuffer() {
    var program = new Records(maps.ringBuffer("ring", 4096));
    assertThat(run(program)).isEqualTo(1);
    cell.a(-1);
    assertThat(run(program)).isZero();
  }

  record Loops() {
    @SyscallProgram
    int run(Cell cell) {
      int steps = 0;
      long n = cell.a();
      while (n != 1) {
        n = (n & 1) == 0 ? n >> 1 : 3 * n + 1;
        steps++;
      }
      return steps;
    }
  }

  @Test
  void shouldRunLoopsThatCountToNothingConstant() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        features.target().mayGoto(), "feature missing: may_goto");
    cell.a(27);
    assertThat(run(new Loops())).isEqualTo(111);
  }

  record Sums(int[] weights) {
    @SyscallProgram
    int run(Cell cell) {
      int sum = weights[1];
      outer:
      for (int i = 0; i < 4; i++) {
        for (int j = 4; j > 0; j--) {
          if (i * j > cell.c()) {
            continue outer;
          }
          if (sum > 20) {
            break outer;
          }
          sum += i ^ j;
        }
      }
      int rounds = 0;
      do {
        sum -= 7;
      } while (sum > 0 && ++rounds < 3);
      return sum;
    }
  }

  @Test
  void shouldRunNestedLoopsWithLabels() {
    for (int limit : new int[] {0, 2, 5, 90}) {
      cell.c(limit);
      Sums sums = new Sums(new int[] {1, 2});
      assertThat(run(sums)).isEqualTo(sums.run(cell));
    }
  }
}
