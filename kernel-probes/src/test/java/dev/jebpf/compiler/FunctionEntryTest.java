package dev.jebpf.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.insn.Disassembler;
import dev.jebpf.lang.Fentry;
import dev.jebpf.lang.Fexit;
import dev.jebpf.lang.FunctionEntry;
import dev.jebpf.lang.FunctionReturn;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.Kprobe;
import dev.jebpf.lang.Kretprobe;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.Profile;
import dev.jebpf.lang.Result;
import dev.jebpf.lang.Uprobe;
import dev.jebpf.map.Maps;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.UserSite;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where the arguments of `int wake(struct task_struct *, unsigned long, u16)` come from.
class FunctionEntryTest {
  private static final Helpers HELPERS = StubHelpers.create();
  private static final MappedArray<Cell> CELLS =
      Maps.inMemory().mappedArray("cells", Cell.class, 1);

  private static final class Wake {
    @FunctionEntry({"no_such_function", "wake"})
    void called(Task task, long count, int small) {
      CELLS.at(0).a(task.pid() + count + small);
    }

    @FunctionReturn("wake")
    void returned(@Result long result) {
      CELLS.at(0).a(result);
    }

    @FunctionEntry("wake")
    void framed() {
      CELLS.at(0).a(HELPERS.frame());
    }

    @Fexit("wake")
    void both(Task task, @Result int result) {
      CELLS.at(0).c(task.pid() + result);
    }

    @Kretprobe("wake")
    void gone(Task task, @Result int result) {
      CELLS.at(0).c(task.pid() + result);
    }

    @Fentry("wake")
    void tooMany(Task task, long count, int small, long more) {
      CELLS.at(0).a(more);
    }

    @Fentry("wake")
    void early(@Result int result) {
      CELLS.at(0).a(result);
    }

    @Kprobe("wake")
    void notAnAddress(Task task, Task count, Task small) {
      CELLS.at(0).a(small.pid());
    }

    @Fexit("pass")
    void nothing(@Result int result) {
      CELLS.at(0).a(result);
    }

    @Fentry("pass")
    void pair(long pair) {
      CELLS.at(0).a(pair);
    }

    @Kprobe("no_such_function")
    void missing() {
      CELLS.at(0).a(1);
    }

    @Uprobe
    void user(long first, int second) {
      CELLS.at(0).a(first + second);
    }

    @Profile(hertz = 99)
    void tick() {
      CELLS.at(0).addCount(1);
    }

    @Profile(hertz = 99)
    void tickWithArgument(long none) {
      CELLS.at(0).a(none);
    }
  }

  private static final ProgramCompiler COMPILER =
      new ProgramCompiler(new FakeTypes(), Target.baseline());

  private static List<String> listing(ProgramSpec spec) {
    return Disassembler.lines(spec.code());
  }

  private static ProgramSpec compile(String method, FunctionBackend backend) {
    return COMPILER.compile(new Wake(), method, backend);
  }

  @Test
  void shouldTakeArgumentsOfATrampolineFromWords() {
    ProgramSpec spec = compile("called", FunctionBackend.TRAMPOLINE);
    assertThat(spec.attach()).isEqualTo(new AttachPoint.Fentry("wake", 501));
    assertThat(listing(spec))
        .containsExactly(
            "0: (79) r3 = *(u64 *)(r1 +0)",
            "1: (79) r2 = *(u64 *)(r1 +8)",
            "2: (79) r0 = *(u64 *)(r1 +16)",
            "3: (54) w0 &= 65535",
            "4: (61) r1 = *(u32 *)(r3 +100)",
            "5: (67) r1 <<= 32",
            "6: (c7) r1 s>>= 32",
            "7: (0f) r1 += r2",
            "8: (0f) r1 += r0",
            "9: (18) r0 = map[fd:0][0]+0",
            "11: (7b) *(u64 *)(r0 +0) = r1",
            "12: (b4) w0 = 0",
            "13: (95) exit");
  }

  @Test
  void shouldTakeArgumentsOfAKprobeFromRegisters() {
    ProgramSpec spec = compile("called", FunctionBackend.KPROBE);
    assertThat(spec.attach()).isEqualTo(new AttachPoint.Kprobe("wake"));
    assertThat(listing(spec))
        .containsExactly(
            "0: (79) r3 = *(u64 *)(r1 +112)",
            "1: (79) r7 = *(u64 *)(r1 +104)",
            "2: (79) r6 = *(u64 *)(r1 +96)",
            "3: (54) w6 &= 65535",
            "4: (07) r3 += 100",
            "5: (bf) r1 = r10",
            "6: (07) r1 += -8",
            "7: (b4) w2 = 4",
            "8: (85) call bpf_probe_read_kernel#113",
            "9: (61) r0 = *(u32 *)(r10 -8)",
            "10: (67) r0 <<= 32",
            "11: (c7) r0 s>>= 32",
            "12: (0f) r0 += r7",
            "13: (0f) r0 += r6",
            "14: (18) r1 = map[fd:0][0]+0",
            "16: (7b) *(u64 *)(r1 +0) = r0",
            "17: (b4) w0 = 0",
            "18: (95) exit");
    assertThat(compile("called", FunctionBackend.KPROBE_MULTI))
        .satisfies(
            multi -> {
              assertThat(multi.attach())
                  .isEqualTo(new AttachPoint.KprobeMulti(List.of("wake"), false));
              assertThat(multi.code()).isEqualTo(spec.code());
            });
  }

  @Test
  void shouldTakeTheResultAfterTheArgumentsOrFromItsRegister() {
    assertThat(listing(compile("returned", FunctionBackend.TRAMPOLINE)))
        .containsExactly(
            "0: (79) r0 = *(u64 *)(r1 +24)",
            "1: (67) r0 <<= 32",
            "2: (c7) r0 s>>= 32",
            "3: (18) r1 = map[fd:0][0]+0",
            "5: (7b) *(u64 *)(r1 +0) = r0",
            "6: (b4) w0 = 0",
            "7: (95) exit");
    assertThat(listing(compile("returned", FunctionBackend.KPROBE)))
        .containsExactly(
            "0: (79) r0 = *(u64 *)(r1 +80)",
            "1: (67) r0 <<= 32",
            "2: (c7) r0 s>>= 32",
            "3: (18) r1 = map[fd:0][0]+0",
            "5: (7b) *(u64 *)(r1 +0) = r0",
            "6: (b4) w0 = 0",
            "7: (95) exit");
    assertThat(compile("returned", FunctionBackend.KPROBE).attach())
        .isEqualTo(new AttachPoint.Kretprobe("wake"));
    assertThat(compile("returned", FunctionBackend.KPROBE_MULTI).attach())
        .isEqualTo(new AttachPoint.KprobeMulti(List.of("wake"), true));
  }

  @Test
  void shouldKnowArgumentsAndResultAtAnFexit() {
    assertThat(listing(COMPILER.compile(new Wake(), "both")))
        .containsExactly(
            "0: (79) r0 = *(u64 *)(r1 +0)",
            "1: (79) r1 = *(u64 *)(r1 +24)",
            "2: (61) r0 = *(u32 *)(r0 +100)",
            "3: (0c) w0 += w1",
            "4: (18) r1 = map[fd:0][0]+0",
            "6: (63) *(u32 *)(r1 +16) = r0",
            "7: (b4) w0 = 0",
            "8: (95) exit");
  }

  @Test
  void shouldTellWhereTheFrameLies() {
    assertThat(listing(compile("framed", FunctionBackend.TRAMPOLINE)))
        .containsExactly(
            "0: (7b) *(u64 *)(r10 -8) = r1",
            "1: (b4) w0 = 0",
            "2: (db) lock *(u64 *)(r10 -8) += r0",
            "3: (79) r0 = *(u64 *)(r10 -8)",
            "4: (bc) w1 = w0",
            "5: (18) r0 = map[fd:0][0]+0",
            "7: (7b) *(u64 *)(r0 +0) = r1",
            "8: (b4) w0 = 0",
            "9: (95) exit");
    assertThat(listing(compile("framed", FunctionBackend.KPROBE)))
        .containsExactly(
            "0: (79) r0 = *(u64 *)(r1 +152)",
            "1: (bc) w1 = w0",
            "2: (18) r0 = map[fd:0][0]+0",
            "4: (7b) *(u64 *)(r0 +0) = r1",
            "5: (b4) w0 = 0",
            "6: (95) exit");
  }

  @Test
  void shouldTakeArgumentsOfUserSpaceFromRegisters() {
    UserSite site = UserSite.of("/lib/libc.so.6", 0x1234);
    ProgramSpec spec = COMPILER.compile(new Wake(), "user", new AttachPoint.Uprobe(site));
    assertThat(listing(spec))
        .containsExactly(
            "0: (79) r2 = *(u64 *)(r1 +112)",
            "1: (79) r0 = *(u64 *)(r1 +104)",
            "2: (67) r0 <<= 32",
            "3: (c7) r0 s>>= 32",
            "4: (0f) r2 += r0",
            "5: (18) r0 = map[fd:0][0]+0",
            "7: (7b) *(u64 *)(r0 +0) = r2",
            "8: (b4) w0 = 0",
            "9: (95) exit");
    assertThatThrownBy(() -> COMPILER.compile(new Wake(), "user"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not say where it is attached");
  }

  @Test
  void shouldRunAtATimerWithoutArguments() {
    assertThat(COMPILER.compile(new Wake(), "tick").attach())
        .isEqualTo(new AttachPoint.Profile(99));
    mismatch("tickWithArgument", "there are no arguments here");
  }

  @Test
  void shouldSayWhatAFunctionDoesNotHave() {
    mismatch("tooMany", "wake of this kernel has 3 arguments, and not one more");
    mismatch("gone", "at a return the arguments are gone");
    mismatch("early", "there is a @Result at the return of a function only");
    mismatch("notAnAddress", "argument small is a number of 2 bytes, not an address");
    mismatch("nothing", "pass of this kernel returns nothing");
    mismatch("pair", "argument pair of pass is not a number or address but 16 bytes");
  }

  private static void mismatch(String method, String problem) {
    assertThatThrownBy(() -> COMPILER.compile(new Wake(), method))
        .isInstanceOf(ArgumentMismatchException.class)
        .hasMessageStartingWith("dev/jebpf/compiler/FunctionEntryTest.java:")
        .hasMessageContaining(problem);
  }

  @Test
  void shouldSayThatAFunctionDoesNotExist() {
    assertThatThrownBy(() -> COMPILER.compile(new Wake(), "missing"))
        .isInstanceOf(NoSuchFunctionException.class)
        .hasMessageContaining("this kernel's BTF has no function no_such_function");
  }

  @Test
  void shouldNotGuessABackend() {
    assertThatThrownBy(() -> COMPILER.compile(new Wake(), "called"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not say where it is attached");
  }
}
