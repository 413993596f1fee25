package dev.jebpf.map;

import static dev.jebpf.program.TestPrograms.copy;
import static dev.jebpf.program.TestPrograms.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Requires;
import dev.jebpf.insn.Alu;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Branch;
import dev.jebpf.insn.CallHelper;
import dev.jebpf.insn.Condition;
import dev.jebpf.insn.Exit;
import dev.jebpf.insn.Immediate;
import dev.jebpf.insn.Instruction;
import dev.jebpf.insn.Label;
import dev.jebpf.insn.Load;
import dev.jebpf.insn.LoadWide;
import dev.jebpf.insn.Register;
import dev.jebpf.insn.Size;
import dev.jebpf.insn.Store;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import dev.jebpf.lang.MapHandle;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.Tasks;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.TestPrograms;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a kernel program writes to a map is what the JVM reads, and the other way round.
@Tag("kernel")
class SharedWithProgramsTest {
  private static final int MAP_LOOKUP_ELEM = 1;
  private static final int GET_CURRENT_TASK_BTF = 158;
  private static final int TASK_STORAGE_GET = 156;

  private final Kernel kernel = Kernel.running();

  /// Runs a program that adds 5 to the `count` of the value whose address `find` leaves in r0.
  private void addFive(MapHandle map, List<Instruction> find) {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    Label absent = new Label();
    List<Instruction> all = new ArrayList<>(find);
    all.add(new Branch(Condition.EQ, Width.W64, Register.R0, new Immediate(0), absent));
    all.add(new Load(Size.DOUBLE, false, Register.R1, Register.R0, 0));
    all.add(new Alu(AluOp.ADD, Width.W64, Register.R1, new Immediate(5)));
    all.add(new Store(Size.DOUBLE, Register.R0, 0, Register.R1));
    all.addAll(List.of(absent, set(Register.R0, 0), new Exit()));
    var spec =
        TestPrograms.spec("jebpf.five", new AttachPoint.Syscall(), all, List.of(map), List.of());
    try (LoadedProgram program = ProgramLoader.of(kernel).load(spec);
        Arena arena = Arena.ofConfined()) {
      program.run(arena.allocate(8, 8));
    }
  }

  private static List<Instruction> lookup(Size keySize, int key) {
    return List.of(
        new Store(keySize, Register.R10, -8, new Immediate(key)),
        copy(Register.R2, Register.R10),
        new Alu(AluOp.ADD, Width.W64, Register.R2, new Immediate(-8)),
        new LoadWide(Register.R1, new WideConstant.MapDescriptor(0)),
        new CallHelper(MAP_LOOKUP_ELEM));
  }

  @Test
  void shouldShareAnElementOfAMappedArray() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var array = maps.mappedArray("jebpf.array", Sample.class, 4);
      array.at(3).count(37);
      addFive(array, List.of(new LoadWide(Register.R0, new WideConstant.MapValue(0, 3 * 64))));
      assertThat(array.at(3).count()).isEqualTo(42);
      assertThat(array.at(0).count()).isZero();
    }
  }

  @Test
  void shouldSumThePerCpuValues() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var totals = maps.perCpuArray("jebpf.totals", Sample.class, 2);
      for (int i = 0; i < 100; i++) {
        addFive(totals, lookup(Size.WORD, 1));
      }
      assertThat(totals.sum(1, Sample::count)).isEqualTo(500);
      assertThat(totals.sum(0, Sample::count)).isZero();
    }
  }

  @Test
  void shouldShareAnEntryOfAHashTable() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var table = maps.hashTable("jebpf.table", Sample.class, 8);
      Sample value = table.lookupOrInsert(77);
      value.count(37);
      table.update(77, value);
      addFive(table, lookup(Size.DOUBLE, 77));
      assertThat(table.lookup(77).count()).isEqualTo(42);
    }
  }

  @Test
  void shouldReadWhatAProgramStoredInATask() {
    Requires.feature(Feature.TASK_STORAGE);
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var storage = maps.taskStorage("jebpf.task", Sample.class);
      addFive(
          storage,
          List.of(
              new CallHelper(GET_CURRENT_TASK_BTF),
              copy(Register.R2, Register.R0),
              new LoadWide(Register.R1, new WideConstant.MapDescriptor(0)),
              set(Register.R3, 0),
              set(Register.R4, 1),
              new CallHelper(TASK_STORAGE_GET)));
      try (FileDescriptor self = openThisThread()) {
        assertThat(storage.read(self).count()).isEqualTo(5);
      }
    }
  }

  private FileDescriptor openThisThread() {
    try {
      return Tasks.openThread(kernel, Tasks.currentThread(kernel));
    } catch (LinuxException refused) {
      assumeTrue(
          refused.errno() != Errno.EINVAL,
          "feature missing: descriptors of threads (PIDFD_THREAD, kernel 6.9)");
      throw refused;
    }
  }
}
