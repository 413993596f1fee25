package dev.jebpf.compiler.backend;

import dev.jebpf.insn.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rewrites code so that some registers live in the stack frame, or, where their value can be made
/// anew from what is always at hand, nowhere.
final class Spiller {
  private final MachineCode code;
  private final IntUnaryOperator representative;
  private final BitSet spilled;
  private final BitSet temporaries;
  private final FrameSlots slots;
  private final Map<Integer, Machine> recipes;

  /// @param representative the register that stands for all those coalesced with it
  /// @param slots of the representatives
  /// @param temporaries gets the registers this makes, which must not be spilled again
  Spiller(
      MachineCode code,
      IntUnaryOperator representative,
      BitSet spilled,
      FrameSlots slots,
      BitSet temporaries) {
    this.code = code;
    this.slots = slots;
    this.representative = representative;
    this.spilled = spilled;
    this.temporaries = temporaries;
    this.recipes = recipes(code, representative);
    // What is made from something that is itself not at hand is kept instead.
    recipes
        .values()
        .removeIf(
            recipe ->
                Arrays.stream(recipe.uses()).anyMatch(r -> isSpilled(r) || temporaries.get(r)));
  }

  /// How to make the value of each coalesced register anew, where all its definitions agree.
  static Map<Integer, Machine> recipes(MachineCode code, IntUnaryOperator representative) {
    Map<Integer, Machine> recipes = new HashMap<>();
    BitSet others = new BitSet();
    for (MachineBlock block : code.blocks()) {
      for (MachineBlock.Item item : block.items()) {
        Machine instruction = item.instruction();
        int defined = instruction.defines();
        if (defined < Machine.FIRST_VIRTUAL) {
          continue;
        }
        int to = representative.applyAsInt(defined);
        if (instruction instanceof Machine.Copy(_, int from)
            && from >= Machine.FIRST_VIRTUAL
            && representative.applyAsInt(from) == to) {
          continue;
        }
        if (!instruction.repeatable() || recipes.put(to, instruction) != null) {
          others.set(to);
        }
      }
    }
    others.stream().forEach(recipes::remove);
    return recipes;
  }

  void run() {
    for (MachineBlock block : code.blocks()) {
      List<MachineBlock.Item> rewritten = new ArrayList<>();
      for (MachineBlock.Item item : block.items()) {
        rewrite(item, rewritten);
      }
      block.items(rewritten);
    }
  }

  private boolean isSpilled(int register) {
    return register >= Machine.FIRST_VIRTUAL && spilled.get(register);
  }

  private int slot(int register) {
    return slots.of(representative.applyAsInt(register));
  }

  private @Nullable Machine recipe(int register) {
    return recipes.get(representative.applyAsInt(register));
  }

  private void rewrite(MachineBlock.Item item, List<MachineBlock.Item> out) {
    Machine instruction = item.instruction();
    if (instruction instanceof Machine.Copy copy
        && (isSpilled(copy.to()) || isSpilled(copy.from()))) {
      copy(copy, item, out);
      return;
    }
    int defined = instruction.defines();
    if (isSpilled(defined) && recipe(defined) != null) {
      return;
    }
    Map<Integer, Integer> replaced = new HashMap<>();
    for (int used : instruction.uses()) {
      if (isSpilled(used) && !replaced.containsKey(used)) {
        int temporary = temporary();
        replaced.put(used, temporary);
        out.add(new MachineBlock.Item(reload(temporary, used), item.position()));
      }
    }
    if (isSpilled(defined)) {
      replaced.computeIfAbsent(defined, _ -> temporary());
    }
    out.add(
        new MachineBlock.Item(instruction.map(r -> replaced.getOrDefault(r, r)), item.position()));
    if (isSpilled(defined)) {
      int from = replaced.getOrDefault(defined, defined);
      out.add(new MachineBlock.Item(store(defined, from), item.position()));
    }
  }

  private void copy(Machine.Copy copy, MachineBlock.Item item, List<MachineBlock.Item> out) {
    int to = copy.to();
    int from = copy.from();
    if (isSpilled(to)
        && isSpilled(from)
        && representative.applyAsInt(to) == representative.applyAsInt(from)) {
      return;
    }
    if (!isSpilled(to)) {
      out.add(new MachineBlock.Item(reload(to, from), item.position()));
      return;
    }
    int source = from;
    if (isSpilled(from)) {
      source = temporary();
      out.add(new MachineBlock.Item(reload(source, from), item.position()));
    }
    out.add(new MachineBlock.Item(store(to, source), item.position()));
  }

  private int temporary() {
    int register = code.newRegister();
    temporaries.set(register);
    return register;
  }

  private Machine reload(int to, int spilledRegister) {
    Machine recipe = recipe(spilledRegister);
    if (recipe != null) {
      int defined = recipe.defines();
      return recipe.map(r -> r == defined ? to : r);
    }
    return new Machine.Load(Size.DOUBLE, false, to, Machine.FRAME, slot(spilledRegister), false);
  }

  private Machine store(int spilledRegister, int from) {
    return new Machine.Store(
        Size.DOUBLE, Machine.FRAME, slot(spilledRegister), new Operand.Reg(from));
  }
}
