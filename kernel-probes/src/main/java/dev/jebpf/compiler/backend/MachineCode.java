package dev.jebpf.compiler.backend;

import java.util.List;

/// A program as [Machine] instructions, blocks in the order they will be laid out.
final class MachineCode {
  private final List<MachineBlock> blocks;
  private int registers;
  private int frameBytes;

  /// @param registers more than any register in use
  /// @param frameBytes of the stack frame in use
  MachineCode(List<MachineBlock> blocks, int registers, int frameBytes) {
    this.blocks = blocks;
    this.registers = registers;
    this.frameBytes = frameBytes;
  }

  List<MachineBlock> blocks() {
    return blocks;
  }

  int registers() {
    return registers;
  }

  int newRegister() {
    return registers++;
  }

  /// Eight more bytes of the frame, as an offset from the frame pointer.
  int newFrameSlot() {
    frameBytes += 8;
    if (frameBytes > 512) {
      throw new FrameOverflow();
    }
    return -frameBytes;
  }

  String listing() {
    StringBuilder text = new StringBuilder();
    for (MachineBlock block : blocks) {
      text.append(block).append(":\n");
      block.items().forEach(i -> text.append("  ").append(i.instruction()).append('\n'));
    }
    return text.toString();
  }
}
