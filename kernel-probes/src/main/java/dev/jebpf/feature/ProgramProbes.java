package dev.jebpf.feature;

import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.insn.Alu;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Atomic;
import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.CallHelper;
import dev.jebpf.insn.CallKfunc;
import dev.jebpf.insn.Encoder;
import dev.jebpf.insn.Exit;
import dev.jebpf.insn.Immediate;
import dev.jebpf.insn.Instruction;
import dev.jebpf.insn.Jump;
import dev.jebpf.insn.Label;
import dev.jebpf.insn.Load;
import dev.jebpf.insn.LoadWide;
import dev.jebpf.insn.MayGoto;
import dev.jebpf.insn.Register;
import dev.jebpf.insn.SignExtend;
import dev.jebpf.insn.Size;
import dev.jebpf.insn.Store;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import dev.jebpf.linux.Capability;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.BpfStatistics;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.VerifierException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Tries instructions, helpers and kfuncs by loading a program that uses them.
final class ProgramProbes {
  /// `enum bpf_func_id`.
  private static final int GET_CURRENT_TASK_BTF = 158;

  private static final int TASK_PT_REGS = 175;
  private static final int THIS_CPU_PTR = 154;

  /// A per-CPU variable that every architecture has.
  private static final String VARIABLE = "runqueues";

  /// The tracepoint that the programs of this project attach to in any case.
  private static final String TRACEPOINT = "sched_switch";

  private final Kernel kernel;
  private final KernelBtf btf;

  ProgramProbes(Kernel kernel, KernelBtf btf) {
    this.kernel = kernel;
    this.btf = btf;
  }

  Support syscallProgram() {
    return load(new AttachPoint.Syscall());
  }

  Support instructionsV4() {
    return load(
        rawTracepoint(),
        set(Register.R2, 7),
        set(Register.R3, -2),
        new Alu(AluOp.SDIV, Width.W64, Register.R2, Register.R3),
        new SignExtend(Width.W64, Register.R3, Register.R2, Byte.SIZE),
        new Store(Size.DOUBLE, Register.R10, -8, Register.R3),
        new Load(Size.WORD, true, Register.R4, Register.R10, -8));
  }

  Support fetchingAtomics() {
    return load(
        rawTracepoint(),
        set(Register.R2, 1),
        new Store(Size.DOUBLE, Register.R10, -8, Register.R2),
        new Atomic(AtomicOp.FETCH_ADD, Size.DOUBLE, Register.R10, -8, Register.R2));
  }

  Support mayGoto() {
    Label loop = new Label();
    Label end = new Label();
    return load(rawTracepoint(), loop, new MayGoto(end), new Jump(loop), end);
  }

  Support currentTaskBtf() {
    return load(rawTracepoint(), new CallHelper(GET_CURRENT_TASK_BTF));
  }

  Support taskPtRegs() {
    return load(
        rawTracepoint(),
        new CallHelper(GET_CURRENT_TASK_BTF),
        new Alu(AluOp.MOV, Width.W64, Register.R1, Register.R0),
        new CallHelper(TASK_PT_REGS));
  }

  Support rdonlyCast() {
    if (btf.types().isEmpty()) {
      return btf.support();
    }
    BtfTypes types = btf.types().get();
    OptionalInt function = types.find("bpf_rdonly_cast", BtfKind.FUNC);
    OptionalInt tracepoint = types.find("btf_trace_" + TRACEPOINT, BtfKind.TYPEDEF);
    OptionalInt task = types.find("task_struct", BtfKind.STRUCT);
    if (function.isEmpty() || tracepoint.isEmpty() || task.isEmpty()) {
      return new Support.Unsupported("the kernel's BTF has no function bpf_rdonly_cast");
    }
    return load(
        new AttachPoint.BtfTracepoint(TRACEPOINT, tracepoint.getAsInt()),
        set(Register.R1, 0),
        set(Register.R2, task.getAsInt()),
        new CallKfunc(function.getAsInt()));
  }

  Support kernelVariables() {
    if (btf.types().isEmpty()) {
      return btf.support();
    }
    OptionalInt variable = btf.types().get().find(VARIABLE, BtfKind.VAR);
    if (variable.isEmpty()) {
      return new Support.Unsupported("the kernel's BTF has no variable " + VARIABLE);
    }
    return load(
        rawTracepoint(),
        new LoadWide(Register.R1, new WideConstant.KernelVariable(variable.getAsInt())),
        new CallHelper(THIS_CPU_PTR));
  }

  Support statistics() {
    try (BpfStatistics _ = BpfStatistics.enable(kernel)) {
      return Support.supported();
    } catch (LinuxException refused) {
      return Verdict.of(refused, Capability.SYS_ADMIN);
    }
  }

  private static AttachPoint rawTracepoint() {
    return new AttachPoint.RawTracepoint(TRACEPOINT);
  }

  private static Instruction set(Register destination, int number) {
    return new Alu(AluOp.MOV, Width.W64, destination, new Immediate(number));
  }

  /// A program of these instructions that returns 0.
  static ProgramSpec spec(AttachPoint attach, Instruction... instructions) {
    List<Instruction> all =
        Stream.concat(Stream.of(instructions), Stream.of(set(Register.R0, 0), new Exit())).toList();
    return new ProgramSpec(
        "jebpf.probe", attach, Encoder.encode(all).code(), List.of(), List.of(), "Dual MIT/GPL");
  }

  private Support load(AttachPoint attach, Instruction... instructions) {
    try (var _ = ProgramLoader.of(kernel).load(spec(attach, instructions))) {
      return Support.supported();
    } catch (LinuxException refused) {
      return Verdict.of(refused);
    } catch (VerifierException refused) {
      return new Support.Unsupported(refused.log().summary());
    }
  }
}
