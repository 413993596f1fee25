package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.VmStructs;
import java.util.Set;

/// How frames lie on the stack, in words.
///
/// What HotSpot does not export is the same on x86-64 and aarch64, from `cpu/x86/frame_x86.hpp` and
/// `cpu/aarch64/frame_aarch64.hpp` of JDK 25:
///
/// ```
/// interpreted frame                            compiled frame
/// fp + 2   the sender's stack pointer          sp + frame size      the sender's stack pointer
/// fp + 1   return address                      sp + frame size - 1  return address
/// fp       the sender's frame pointer          sp + frame size - 2  the sender's frame pointer
/// fp - 1   the sender's unextended sp
/// fp - 3   Method*
/// fp - 8   bytecode pointer
/// ```
///
/// @param senderSp `interpreter_frame_sender_sp_offset`, exported
/// @param callWrapper `entry_frame_call_wrapper_offset`, exported
/// @param wrapperAnchor offset in bytes of `JavaCallWrapper::_anchor`
/// @param anchorSp offset in bytes of `JavaFrameAnchor::_last_Java_sp`; the others alike
/// @param upcallAnchor offset in bytes of `UpcallStub::FrameData::jfa`
record FrameLayout(
    int senderSp,
    int callWrapper,
    int wrapperAnchor,
    int anchorSp,
    int anchorFp,
    int anchorPc,
    int upcallAnchor) {

  static final int SENDER_SP = 2;
  static final int RETURN_ADDRESS = 1;
  static final int METHOD = -3;
  static final int BYTECODE_POINTER = -8;

  static final Set<String> TYPES =
      Set.of("JavaCallWrapper", "JavaFrameAnchor", "UpcallStub::FrameData");
  static final Set<String> CONSTANTS =
      Set.of("frame::interpreter_frame_sender_sp_offset", "frame::entry_frame_call_wrapper_offset");

  static FrameLayout bind(VmStructs structs) throws MissingVmSymbolException {
    return new FrameLayout(
        structs.constant("frame::interpreter_frame_sender_sp_offset"),
        structs.constant("frame::entry_frame_call_wrapper_offset"),
        structs.offset("JavaCallWrapper", "_anchor"),
        structs.offset("JavaFrameAnchor", "_last_Java_sp"),
        structs.offset("JavaFrameAnchor", "_last_Java_fp"),
        structs.offset("JavaFrameAnchor", "_last_Java_pc"),
        structs.offset("UpcallStub::FrameData", "jfa"));
  }
}
