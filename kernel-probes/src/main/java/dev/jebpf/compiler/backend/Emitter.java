package dev.jebpf.compiler.backend;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.insn.Alu;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Atomic;
import dev.jebpf.insn.Branch;
import dev.jebpf.insn.ByteSwap;
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
import dev.jebpf.insn.Negate;
import dev.jebpf.insn.Register;
import dev.jebpf.insn.SignExtend;
import dev.jebpf.insn.Source;
import dev.jebpf.insn.Store;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import dev.jebpf.lang.MapHandle;
import dev.jebpf.program.MapReference;
import dev.jebpf.program.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lays out allocated code and turns it into [dev.jebpf.insn].
@SuppressWarnings("ArrayRecordComponent") // the record is never compared
public final class Emitter {
  /// A program's code and what refers to it.
  public record Emitted(byte[] code, List<MapReference> maps, List<SourceLine> lines) {}

  private record Use(int index, MapHandle map, boolean value, int offset) {}

  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final Map<MachineBlock, Label> labels = new HashMap<>();
  private Position position;

  private Emitter(Position position) {
    this.position = position;
  }

  /// Selects, allocates and emits a graph that the passes have prepared.
  public static Emitted emit(Graph graph, Target target) {
    MachineCode code = Selector.select(graph, target);
    Allocator.allocate(code);
    return new Emitter(graph.entry().end()).emit(code.blocks());
  }

  private Emitted emit(List<MachineBlock> all) {
    MachineBlock entry = all.getFirst();
    List<MachineBlock> blocks =
        all.stream().filter(block -> block == entry || destination(block) == block).toList();
    blocks.forEach(block -> labels.put(block, new Label()));
    for (int i = 0; i < blocks.size(); i++) {
      MachineBlock block = blocks.get(i);
      add(label(block));
      @Nullable MachineBlock next = following(blocks, i);
      for (MachineBlock.Item item : block.items()) {
        position = item.position();
        add(item.instruction(), next);
      }
    }
    Encoder.Encoded encoded = Encoder.encode(instructions);
    return new Emitted(encoded.code(), maps(encoded.slots()), lines(encoded.slots()));
  }

  private static @Nullable MachineBlock following(List<MachineBlock> blocks, int index) {
    return index + 1 < blocks.size() ? blocks.get(index + 1) : null;
  }

  /// Where control ends up through blocks that do nothing.
  private static MachineBlock destination(MachineBlock block) {
    Set<MachineBlock> seen = new HashSet<>();
    MachineBlock target = block;
    while (seen.add(target)
        && target.items().size() == 1
        && target.items().getFirst().instruction() instanceof Machine.Goto(MachineBlock next)) {
      target = next;
    }
    return target;
  }

  private static boolean same(MachineBlock block, @Nullable MachineBlock other) {
    return other != null && destination(block) == destination(other);
  }

  private Label label(MachineBlock block) {
    Label label = labels.get(block);
    if (label == null) {
      throw new IllegalStateException("block " + block + " is not laid out");
    }
    return label;
  }

  private void add(Instruction instruction) {
    instructions.add(instruction);
    positions.add(position);
  }

  private static Register register(int number) {
    return Register.of(number);
  }

  private static Source source(Operand operand) {
    return switch (operand) {
      case Operand.Reg(int number) -> register(number);
      case Operand.Imm(int value) -> new Immediate(value);
    };
  }

  private void add(Machine instruction, @Nullable MachineBlock next) {
    switch (instruction) {
      case Machine.Copy(int to, int from) ->
          add(new Alu(AluOp.MOV, Width.W64, register(to), register(from)));
      case Machine.LoadNumber(int to, long value, Width width) ->
          number(register(to), value, width);
      case Machine.Wide(int to, WideConstant constant, MapHandle map) ->
          wide(register(to), constant, map);
      case Machine.FrameAddress(int to, int offset) -> {
        add(new Alu(AluOp.MOV, Width.W64, register(to), Register.R10));
        add(new Alu(AluOp.ADD, Width.W64, register(to), new Immediate(offset)));
      }
      case Machine.Alu i -> add(new Alu(i.op(), i.width(), register(i.to()), source(i.from())));
      case Machine.Negate(Width width, int to) -> add(new Negate(width, register(to)));
      case Machine.ByteSwap(int bits, int to) -> add(new ByteSwap(bits, register(to)));
      case Machine.ZeroExtend(int to, int from) ->
          add(new Alu(AluOp.MOV, Width.W32, register(to), register(from)));
      case Machine.SignExtend(int to, int from, int bits) ->
          add(new SignExtend(Width.W64, register(to), register(from), bits));
      case Machine.Load i ->
          add(new Load(i.size(), i.signed(), register(i.to()), register(i.base()), i.offset()));
      case Machine.Store i ->
          add(new Store(i.size(), register(i.base()), i.offset(), source(i.value())));
      case Machine.Atomic i ->
          add(new Atomic(i.op(), i.size(), register(i.base()), i.offset(), register(i.operand())));
      case Machine.Call(int function, boolean kfunc, _) ->
          add(kfunc ? new CallKfunc(function) : new CallHelper(function));
      case Machine.Branch branch -> branch(branch, next);
      case Machine.Goto(MachineBlock target) -> jump(target, next);
      case Machine.MayGoto(MachineBlock out, MachineBlock on) -> {
        add(new MayGoto(label(destination(out))));
        jump(on, next);
      }
      case Machine.Exit _ -> add(new Exit());
    }
  }

  private void number(Register to, long value, Width width) {
    if (width == Width.W32 || value == (int) value) {
      add(new Alu(AluOp.MOV, width, to, new Immediate((int) value)));
    } else if (value == (value & 0xffff_ffffL)) {
      add(new Alu(AluOp.MOV, Width.W32, to, new Immediate((int) value)));
    } else {
      add(new LoadWide(to, new WideConstant.Value(value)));
    }
  }

  private void wide(Register to, WideConstant constant, @Nullable MapHandle map) {
    if (map != null) {
      switch (constant) {
        case WideConstant.MapValue(_, int offset) ->
            uses.add(new Use(instructions.size(), map, true, offset));
        case WideConstant.MapDescriptor _ -> uses.add(new Use(instructions.size(), map, false, 0));
        case WideConstant.Value _, WideConstant.KernelVariable _ -> {}
      }
    }
    add(new LoadWide(to, constant));
  }

  private void jump(MachineBlock target, @Nullable MachineBlock next) {
    if (!same(target, next)) {
      add(new Jump(label(destination(target))));
    }
  }

  private void branch(Machine.Branch branch, @Nullable MachineBlock next) {
    MachineBlock yes = destination(branch.yes());
    MachineBlock no = destination(branch.no());
    if (yes == no) {
      jump(yes, next);
      return;
    }
    boolean negate = same(yes, next) && branch.condition().negatable();
    add(
        new Branch(
            negate ? branch.condition().negated() : branch.condition(),
            branch.width(),
            register(branch.left()),
            source(branch.right()),
            label(negate ? no : yes)));
    jump(negate ? yes : no, next);
  }

  private List<MapReference> maps(int[] slots) {
    return uses.stream()
        .map(use -> new MapReference(slots[use.index], use.map, use.value, use.offset))
        .toList();
  }

  private List<SourceLine> lines(int[] slots) {
    List<SourceLine> lines = new ArrayList<>();
    @Nullable Position last = null;
    for (int i = 0; i < slots.length; i++) {
      Position here = positions.get(i);
      if (instructions.get(i).slots() == 0 || here.equals(last) || here.line() == 0) {
        continue;
      }
      lines.add(new SourceLine(lines.isEmpty() ? 0 : slots[i], here.file(), here.line(), 0, ""));
      last = here;
    }
    return lines;
  }
}
