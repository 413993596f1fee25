package dev.jebpf.program;

import dev.jebpf.insn.Alu;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Atomic;
import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.Branch;
import dev.jebpf.insn.CallHelper;
import dev.jebpf.insn.Condition;
import dev.jebpf.insn.Encoder;
import dev.jebpf.insn.Exit;
import dev.jebpf.insn.Immediate;
import dev.jebpf.insn.Instruction;
import dev.jebpf.insn.Jump;
import dev.jebpf.insn.Label;
import dev.jebpf.insn.Load;
import dev.jebpf.insn.LoadWide;
import dev.jebpf.insn.Register;
import dev.jebpf.insn.Size;
import dev.jebpf.insn.Store;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import dev.jebpf.lang.MapHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Small programs, written in instructions.
public final class TestPrograms {
  private static final int RINGBUF_RESERVE = 131;
  private static final int RINGBUF_SUBMIT = 132;

  private TestPrograms() {}

  /// A spec whose `LD_IMM64`s of maps refer to `maps` in order.
  public static ProgramSpec spec(
      String name,
      AttachPoint attach,
      List<Instruction> instructions,
      List<MapHandle> maps,
      List<SourceLine> lines) {
    Encoder.Encoded encoded = Encoder.encode(instructions);
    List<MapReference> references = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i) instanceof LoadWide(Register _, WideConstant constant)) {
        MapHandle map = constant instanceof WideConstant.Value ? null : maps.get(references.size());
        switch (constant) {
          case WideConstant.MapDescriptor _ ->
              references.add(new MapReference(encoded.slots()[i], map, false, 0));
          case WideConstant.MapValue(int _, int offset) ->
              references.add(new MapReference(encoded.slots()[i], map, true, offset));
          case WideConstant.Value _, WideConstant.KernelVariable _ -> {}
        }
      }
    }
    return new ProgramSpec(name, attach, encoded.code(), references, lines, "Dual MIT/GPL");
  }

  /// `destination = number`.
  public static Instruction set(Register destination, int number) {
    return new Alu(AluOp.MOV, Width.W64, destination, new Immediate(number));
  }

  /// `destination = source`.
  public static Instruction copy(Register destination, Register source) {
    return new Alu(AluOp.MOV, Width.W64, destination, source);
  }

  /// Returns 0.
  public static ProgramSpec nothing(AttachPoint attach) {
    return spec(
        "jebpf.nothing", attach, List.of(set(Register.R0, 0), new Exit()), List.of(), List.of());
  }

  /// Adds 1 to the `long` at `offset` of the map's value.
  public static ProgramSpec count(AttachPoint attach, MapHandle counters, int offset) {
    return spec(
        "jebpf.count",
        attach,
        List.of(
            new LoadWide(Register.R1, new WideConstant.MapValue(0, offset)),
            set(Register.R2, 1),
            new Atomic(AtomicOp.ADD, Size.DOUBLE, Register.R1, 0, Register.R2),
            set(Register.R0, 0),
            new Exit()),
        List.of(counters),
        List.of());
  }

  /// A program of type syscall, whose context is two `long`s: adds them into the first, returns 7.
  public static ProgramSpec add() {
    return spec(
        "jebpf.add",
        new AttachPoint.Syscall(),
        List.of(
            new Load(Size.DOUBLE, false, Register.R2, Register.R1, 0),
            new Load(Size.DOUBLE, false, Register.R3, Register.R1, 8),
            new Alu(AluOp.ADD, Width.W64, Register.R2, Register.R3),
            new Store(Size.DOUBLE, Register.R1, 0, Register.R2),
            set(Register.R0, 7),
            new Exit()),
        List.of(),
        List.of());
  }

  /// Reads through a pointer that may be null, in the third line of a source file.
  public static ProgramSpec withoutNullCheck(MapHandle hashTable) {
    return spec(
        "jebpf.bad",
        new AttachPoint.RawTracepoint("sched_switch"),
        List.of(
            new Store(Size.DOUBLE, Register.R10, -8, new Immediate(0)),
            copy(Register.R2, Register.R10),
            new Alu(AluOp.ADD, Width.W64, Register.R2, new Immediate(-8)),
            new LoadWide(Register.R1, new WideConstant.MapDescriptor(0)),
            new CallHelper(1),
            new Load(Size.DOUBLE, false, Register.R0, Register.R0, 0),
            new Exit()),
        List.of(hashTable),
        List.of(
            new SourceLine(0, "Bad.java", 10, 5, "long key = 0;"),
            new SourceLine(1, "Bad.java", 11, 5, "Counter counter = counters.lookup(key);"),
            new SourceLine(6, "Bad.java", 12, 12, "return counter.count();")));
  }

  /// A program of type syscall that writes `records` records of 16 bytes: a serial number, taken
  /// from the context's first `long` and kept there, and its complement. What finds no room is
  /// counted in the second `long`; every eighth record is discarded if `discarding`.
  public static ProgramSpec produce(MapHandle ring, int records, boolean discarding) {
    Label loop = new Label();
    Label full = new Label();
    Label discard = new Label();
    Label next = new Label();
    Label end = new Label();
    Instruction[] body = {
      copy(Register.R6, Register.R1),
      set(Register.R7, 0),
      new Load(Size.DOUBLE, false, Register.R8, Register.R6, 0),
      loop,
      new Branch(Condition.GE, Width.W64, Register.R7, new Immediate(records), end),
      new Alu(AluOp.ADD, Width.W64, Register.R7, new Immediate(1)),
      new Alu(AluOp.ADD, Width.W64, Register.R8, new Immediate(1)),
      new LoadWide(Register.R1, new WideConstant.MapDescriptor(0)),
      set(Register.R2, 16),
      set(Register.R3, 0),
      new CallHelper(RINGBUF_RESERVE),
      new Branch(Condition.EQ, Width.W64, Register.R0, new Immediate(0), full),
      new Store(Size.DOUBLE, Register.R0, 0, Register.R8),
      copy(Register.R1, Register.R8),
      new Alu(AluOp.XOR, Width.W64, Register.R1, new Immediate(-1)),
      new Store(Size.DOUBLE, Register.R0, 8, Register.R1),
      copy(Register.R1, Register.R0),
      set(Register.R2, 0),
      copy(Register.R3, Register.R8),
      new Alu(AluOp.AND, Width.W64, Register.R3, new Immediate(discarding ? 7 : 0)),
      new Branch(Condition.EQ, Width.W64, Register.R3, new Immediate(discarding ? 0 : 1), discard),
      new CallHelper(RINGBUF_SUBMIT),
      new Jump(next),
      discard,
      new CallHelper(RINGBUF_SUBMIT + 1),
      new Jump(next),
      full,
      new Load(Size.DOUBLE, false, Register.R1, Register.R6, 8),
      new Alu(AluOp.ADD, Width.W64, Register.R1, new Immediate(1)),
      new Store(Size.DOUBLE, Register.R6, 8, Register.R1),
      next,
      new Jump(loop),
      end,
      new Store(Size.DOUBLE, Register.R6, 0, Register.R8),
      set(Register.R0, 0),
      new Exit()
    };
    return spec(
        "jebpf.produce", new AttachPoint.Syscall(), Arrays.asList(body), List.of(ring), List.of());
  }
}
