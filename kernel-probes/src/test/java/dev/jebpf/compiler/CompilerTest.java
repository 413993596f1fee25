package dev.jebpf.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.insn.Disassembler;
import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RawTracepoint;
import dev.jebpf.lang.SyscallProgram;
import dev.jebpf.map.Maps;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.SourceLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerTest {
  private static final Helpers HELPERS = StubHelpers.create();
  private static final MappedArray<Cell> CELLS =
      Maps.inMemory().mappedArray("cells", Cell.class, 16);

  private static List<ProgramSpec> compile(Object program) {
    return new ProgramCompiler(new FakeTypes(), Target.newest()).compile(program);
  }

  private static List<String> listing(Object program) {
    return Disassembler.lines(compile(program).getFirst().code());
  }

  record CountSwitches(Helpers helpers, int tgid, MappedArray<Cell> cells) {
    @BtfTracepoint("sched_switch")
    void onSwitch(boolean preempt, Task previous, Task next, int state) {
      if (previous.tgid() == tgid) {
        Cell cell = cells.at(previous.pid() & 15);
        cell.addCount(1);
        cell.a(helpers.ktimeGetNs() - cell.b());
      }
    }
  }

  @Test
  void shouldCompileALoadAndAnUpdateAsOneWouldByHand() {
    assertThat(listing(new CountSwitches(HELPERS, 1234, CELLS)))
        .containsExactly(
            "0: (79) r1 = *(u64 *)(r1 +8)",
            "1: (61) r0 = *(u32 *)(r1 +104)",
            "2: (56) if w0 != 0x4d2 goto pc+12",
            "3: (61) r0 = *(u32 *)(r1 +100)",
            "4: (54) w0 &= 15",
            "5: (67) r0 <<= 6",
            "6: (18) r6 = map[fd:0][0]+0",
            "8: (0f) r6 += r0",
            "9: (b7) r0 = 1",
            "10: (db) lock *(u64 *)(r6 +24) += r0",
            "11: (85) call bpf_ktime_get_ns#5",
            "12: (79) r1 = *(u64 *)(r6 +8)",
            "13: (1f) r0 -= r1",
            "14: (7b) *(u64 *)(r6 +0) = r0",
            "15: (b4) w0 = 0",
            "16: (95) exit");
  }

  @Test
  void shouldSayWhereItAttachesWhichMapsItUsesAndWhichLinesItCameFrom() {
    ProgramSpec spec = compile(new CountSwitches(HELPERS, 1, CELLS)).getFirst();
    assertThat(spec.name()).isEqualTo("onSwitch");
    assertThat(spec.attach()).isEqualTo(new AttachPoint.BtfTracepoint("sched_switch", 99));
    assertThat(spec.license()).isEqualTo("Dual MIT/GPL");
    assertThat(spec.maps()).hasSize(1);
    assertThat(spec.maps().getFirst().instruction()).isEqualTo(6);
    assertThat(spec.maps().getFirst().map()).isSameAs(CELLS);
    assertThat(spec.lines().getFirst().instruction()).isZero();
    assertThat(spec.lines())
        .extracting(SourceLine::file)
        .containsOnly("dev/jebpf/compiler/CompilerTest.java");
    assertThat(spec.lines()).extracting(SourceLine::instruction).isSorted().doesNotHaveDuplicates();
  }

  record Raw(MappedArray<Cell> cells) {
    @RawTracepoint("sched_switch")
    void onSwitch(long preempt, Task previous) {
      cells.at(0).a(previous.entity().virtualRunTime());
    }
  }

  @Test
  void shouldProbeWhatARawTracepointPointsTo() {
    assertThat(listing(new Raw(CELLS)))
        .containsExactly(
            "0: (79) r3 = *(u64 *)(r1 +8)",
            "1: (07) r3 += 316",
            "2: (bf) r1 = r10",
            "3: (07) r1 += -8",
            "4: (b4) w2 = 8",
            "5: (85) call bpf_probe_read_kernel#113",
            "6: (79) r1 = *(u64 *)(r10 -8)",
            "7: (18) r0 = map[fd:0][0]+0",
            "9: (7b) *(u64 *)(r0 +0) = r1",
            "10: (b4) w0 = 0",
            "11: (95) exit");
  }

  enum Level {
    LOW(3),
    HIGH(5);

    private final int weight;

    Level(int weight) {
      this.weight = weight;
    }

    int weight() {
      return weight;
    }
  }

  record Settings(Level level, long limit) {}

  record Constants(Settings settings, boolean extra) {
    @SyscallProgram
    int run(Cell cell) {
      int sum =
          switch (settings.level()) {
            case LOW -> 1;
            case HIGH -> settings.level().weight() + Level.LOW.weight();
          };
      if (extra) {
        sum += (int) settings.limit();
      }
      return Math.max(sum, 2);
    }
  }

  @Test
  void shouldComputeWithConstantsWhileCompiling() {
    assertThat(listing(new Constants(new Settings(Level.HIGH, 100), true)))
        .containsExactly("0: (b4) w0 = 108", "1: (95) exit");
    assertThat(listing(new Constants(new Settings(Level.HIGH, 100), false)))
        .containsExactly("0: (b4) w0 = 8", "1: (95) exit");
  }

  static final class Predicates {
    private static boolean small(long value) {
      return value >= 0 && value < 10;
    }

    @SyscallProgram
    int run(Cell cell) {
      return !small(cell.a()) || Long.compare(cell.b(), 5) > 0 ? 7 : 9;
    }
  }

  @Test
  void shouldBranchOnInlinedPredicatesDirectly() {
    assertThat(listing(new Predicates()))
        .containsExactly(
            "0: (79) r0 = *(u64 *)(r1 +0)",
            "1: (c5) if r0 s< 0x0 goto pc+6",
            "2: (75) if r0 s>= 0xa goto pc+5",
            "3: (79) r0 = *(u64 *)(r1 +8)",
            "4: (c5) if r0 s< 0x5 goto pc+1",
            "5: (55) if r0 != 0x5 goto pc+2",
            "6: (b4) w0 = 9",
            "7: (05) goto pc+1",
            "8: (b4) w0 = 7",
            "9: (95) exit");
  }

  static final class Optional {
    private final Helpers helpers = HELPERS;

    @BtfTracepoint("sched_switch")
    void onSwitch(boolean preempt, Task previous) {
      if (helpers.exists(Task.class, "absent") || previous.absent() != 0) {
        CELLS.at(0).a(1);
      }
    }
  }

  @Test
  void shouldLeaveOutWhatTheKernelDoesNotHave() {
    assertThat(listing(new Optional())).containsExactly("0: (b4) w0 = 0", "1: (95) exit");
  }

  private static void refused(Object program, String problem) {
    assertThatThrownBy(() -> compile(program))
        .isInstanceOf(CompileException.class)
        .hasMessageStartingWith("dev/jebpf/compiler/CompilerTest.java:")
        .hasMessageContaining(problem);
  }

  static final class Missing {
    @BtfTracepoint("sched_switch")
    void onSwitch(boolean preempt, Task previous) {
      CELLS.at(0).a(previous.missing());
    }
  }

  static final class Arrays {
    @SyscallProgram
    int run(Cell cell) {
      return new int[3].length;
    }
  }

  static final class Objects {
    @SyscallProgram
    int run(Cell cell) {
      return new Object().hashCode();
    }
  }

  static final class Floats {
    @SyscallProgram
    int run(Cell cell) {
      return (int) (cell.a() * 0.5);
    }
  }

  static final class Strings {
    @SyscallProgram
    int run(Cell cell) {
      return ("a" + cell.a()).length();
    }
  }

  static final class Throwing {
    @SyscallProgram
    int run(Cell cell) {
      if (cell.a() == 0) {
        throw new IllegalStateException();
      }
      return 1;
    }
  }

  static final class Catching {
    @SyscallProgram
    int run(Cell cell) {
      try {
        return (int) (1 / cell.a());
      } catch (ArithmeticException e) {
        return 0;
      }
    }
  }

  static final class Recursive {
    private static int factorial(int n) {
      return n <= 1 ? 1 : n * factorial(n - 1);
    }

    @SyscallProgram
    int run(Cell cell) {
      return factorial(cell.c());
    }
  }

  static final class Lambdas {
    @SyscallProgram
    int run(Cell cell) {
      java.util.function.IntSupplier one = () -> 1;
      return one.getAsInt();
    }
  }

  static final class Mutable {
    private int state;

    @SyscallProgram
    int run(Cell cell) {
      return state;
    }

    void state(int value) {
      state = value;
    }
  }

  static final class Writing {
    private int state;

    @SyscallProgram
    int run(Cell cell) {
      state = 1;
      return 0;
    }

    int state() {
      return state;
    }
  }

  static final class OutOfBounds {
    @SyscallProgram
    int run(Cell cell) {
      return (int) CELLS.at(16).a();
    }
  }

  @Test
  void shouldSayWhatTheLanguageDoesNotHaveAndWhatToUseInstead() {
    refused(new Missing(), "no member no_such_member");
    refused(new Arrays(), "arrays; use a MapView with @Length");
    refused(new Objects(), "creating objects");
    refused(new Floats(), "float and double; eBPF has integers only");
    refused(new Strings(), "string concatenation");
    refused(new Throwing(), "return a status instead");
    refused(new Catching(), "try block");
    refused(new Recursive(), "recursion (factorial)");
    refused(new Lambdas(), "lambdas");
    refused(new Mutable(), "field state is not final");
    refused(new Writing(), "state belongs in maps");
    refused(new OutOfBounds(), "element 16 of a map of 16");
  }

  static final class TooMany {
    @BtfTracepoint("sched_switch")
    void onSwitch(boolean preempt, Task previous, Task next, int state, int more) {}
  }

  @Test
  void shouldRefuseAnArgumentThatTheTracepointDoesNotHave() {
    assertThatThrownBy(() -> compile(new TooMany()))
        .isInstanceOf(ArgumentMismatchException.class)
        .hasMessageContaining("sched_switch of this kernel has 4 arguments, and not one more");
  }

  record CurrentTask(Helpers helpers, MappedArray<Cell> cells) {
    @RawTracepoint("sched_switch")
    void on() {
      Task current = helpers.getCurrentTask(Task.class);
      cells.at(0).a(current.pid());
    }
  }

  @Test
  void shouldReadTheCurrentTaskByProbesWhereItIsAMereAddress() {
    var old = new ProgramCompiler(new FakeTypes(), Target.baseline());
    List<String> listing =
        Disassembler.lines(old.compile(new CurrentTask(HELPERS, CELLS)).getFirst().code());
    assertThat(listing)
        .anyMatch(line -> line.endsWith("call bpf_get_current_task#35"))
        .anyMatch(line -> line.endsWith("call bpf_probe_read_kernel#113"));
    assertThat(listing(new CurrentTask(HELPERS, CELLS)))
        .anyMatch(line -> line.endsWith("call bpf_get_current_task_btf#158"))
        .noneMatch(line -> line.contains("bpf_probe_read_kernel"));
  }

  static final class Unknown {
    @BtfTracepoint("no_such_tracepoint")
    void on() {}
  }

  @Test
  void shouldNameTheTracepointTheKernelDoesNotHave() {
    assertThatThrownBy(() -> compile(new Unknown()))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("no BTF tracepoint no_such_tracepoint");
    assertThatThrownBy(() -> compile("nothing annotated"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }
}
