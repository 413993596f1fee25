package dev.jebpf.hotspot.stack;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A method as the VM has it, and what has been read of it so far.
final class MethodInfo {
  private final long address;
  private final long constMethod;
  private final int codeSize;
  private final boolean hasLines;
  private final JavaMethod method;
  private final BitSet calls = new BitSet();
  private final Map<FrameType, Map<Integer, JavaFrame>> frames = new EnumMap<>(FrameType.class);

  /// @param address of the `Method`
  /// @param constMethod of its `ConstMethod`
  /// @param codeSize bytes of its bytecodes
  /// @param hasLines whether it has a table of lines
  MethodInfo(long address, long constMethod, int codeSize, boolean hasLines, JavaMethod method) {
    this.address = address;
    this.constMethod = constMethod;
    this.codeSize = codeSize;
    this.hasLines = hasLines;
    this.method = method;
  }

  long address() {
    return address;
  }

  long constMethod() {
    return constMethod;
  }

  int codeSize() {
    return codeSize;
  }

  boolean hasLines() {
    return hasLines;
  }

  JavaMethod method() {
    return method;
  }

  /// Whether the bytecode at an index is known to be a call. Others are put in its place while it
  /// runs, but only such as call.
  boolean calls(int bci) {
    return calls.get(bci);
  }

  void setCalls(int bci) {
    calls.set(bci);
  }

  /// The frame at a place; null when it was not kept.
  @Nullable JavaFrame frame(int bci, FrameType type) {
    Map<Integer, JavaFrame> byIndex = frames.get(type);
    return byIndex == null ? null : byIndex.get(bci);
  }

  void keep(JavaFrame frame) {
    frames.computeIfAbsent(frame.type(), _ -> new HashMap<>()).put(frame.bci(), frame);
  }
}
