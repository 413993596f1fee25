package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;
import dev.jebpf.probes.StackCopied;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One walk from the last Java frame of a stack to its first.
///
/// Rules as in `frame::sender` (`frame_x86.inline.hpp`, `frame_aarch64.inline.hpp`): the walk needs
/// no frame pointers but those of interpreted and entry frames, which compiled frames in between
/// keep where they save them.
final class FrameWalk {
  private static final int MOST_FRAMES = 100_000;

  /// In the names of the stubs (`Runtime1::name_for` in `c1_Runtime1.cpp`).
  private static final String C1_UNLOCKING = "monitorexit";

  private final VmView memory;
  private final CodeCache code;
  private final CodeLayout layout;
  private final FrameLayout frameLayout;
  private final CompiledCode compiled;
  private final Methods methods;
  private final StackImage stack;
  private final List<JavaFrame> frames = new ArrayList<>();
  private long sp;
  private long unextendedSp;
  private long fp;
  private long pc;
  private boolean virtual;
  private boolean innermostUnknown;

  /// The one called last, by the frame that comes.
  private @Nullable CodeBlob stub;

  /// Whether the frame before was called straight from the one that comes, so that this must be at
  /// a call.
  private boolean called;

  FrameWalk(
      VmView memory,
      CodeCache code,
      CodeLayout layout,
      FrameLayout frameLayout,
      CompiledCode compiled,
      Methods methods,
      StackImage stack) {
    this.memory = memory;
    this.code = code;
    this.layout = layout;
    this.frameLayout = frameLayout;
    this.compiled = compiled;
    this.methods = methods;
    this.stack = stack;
  }

  /// From the frame that the anchor tells of.
  DecodedStack walk() throws VmFault, UndecodableException {
    anchor(stack.sp(), stack.fp(), stack.pc());
    return toFirst();
  }

  /// From the frame that a function was called from without an anchor.
  DecodedStack walkFrom(LeafCall call) throws VmFault, UndecodableException {
    sp = call.sp();
    unextendedSp = call.sp();
    fp = call.fp();
    pc = call.pc();
    if (code.interprets(pc)) {
      requireCallOf(call.function(), call.entry());
      requireBytecode(call);
      return toFirst();
    }
    CodeBlob blob = code.at(pc);
    if (blob.kind() != layout.kinds().nmethod() || !call.leavesCompiledFrame()) {
      throw new UndecodableException(
          Outcome.ABSENT, StackCopied.NO_ANCHOR.label() + ", in " + call.function());
    }
    requireCallOf(call.function(), call.entry());
    somewhere(blob);
    return toFirst();
  }

  /// The frame returns from a call of what was called: otherwise its code is another by now.
  private void requireCallOf(String name, long entry) throws VmFault, UndecodableException {
    if (CallInstruction.target(memory, pc) != entry) {
      throw new UndecodableException(Outcome.INCONSISTENT, "no call of " + name);
    }
  }

  /// An interpreted frame that gives up a monitor has its bytecode pointer in the register and, for
  /// an exception there may be, in its slot (`unlock_object` of `interp_masm_x86.cpp`).
  private void requireBytecode(LeafCall call) throws UndecodableException {
    long bytecode = slot(FrameLayout.BYTECODE_POINTER);
    if (bytecode < sp || stack.word(bytecode) != call.bcp()) {
      throw new UndecodableException(Outcome.INCONSISTENT, "bytecode pointer of a leaf call");
    }
  }

  /// Goes on at compiled code in a place of which nothing is noted.
  private void somewhere(CodeBlob blob) throws VmFault, UndecodableException {
    frames.add(compiled.somewhere(blob));
    innermostUnknown = true;
    called = true;
    fixedSize(blob);
  }

  private DecodedStack toFirst() throws VmFault, UndecodableException {
    try {
      while (pc != 0) {
        if (frames.size() > MOST_FRAMES) {
          throw new UndecodableException(Outcome.INCONSISTENT, "frames without end");
        }
        frame();
      }
      return decoded(Outcome.COMPLETE, "");
    } catch (UndecodableException e) {
      if (e.outcome().partial()) {
        return decoded(e.outcome(), e.detail());
      }
      throw e;
    }
  }

  private DecodedStack decoded(Outcome outcome, String detail) {
    if (!innermostUnknown) {
      return new DecodedStack(frames, virtual, outcome, detail);
    }
    String besides = outcome == Outcome.COMPLETE ? "" : outcome.label();
    return new DecodedStack(frames, virtual, Outcome.INNERMOST_UNKNOWN, besides);
  }

  /// Goes on at the frame that a frame anchor tells of.
  private void anchor(long anchorSp, long anchorFp, long anchorPc) throws UndecodableException {
    sp = anchorSp;
    unextendedSp = anchorSp;
    fp = anchorFp;
    pc = anchorPc == 0 ? stack.word(anchorSp - Long.BYTES) : anchorPc;
    called = false;
  }

  private void frame() throws VmFault, UndecodableException {
    if (code.interprets(pc)) {
      interpreted();
    } else if (code.entersJava(pc)) {
      entry();
    } else {
      coded();
    }
  }

  private void coded() throws VmFault, UndecodableException {
    boolean afterStub = frames.isEmpty() && stub != null;
    CompiledPlace place = afterStub ? null : compiled.known(pc);
    if (place == null) {
      coded(code.at(pc));
    } else {
      compiled(place);
    }
  }

  private void interpreted() throws VmFault, UndecodableException {
    MethodInfo method = methods.at(stack.word(slot(FrameLayout.METHOD)));
    int bci = methods.bci(method, stack.word(slot(FrameLayout.BYTECODE_POINTER)));
    boolean isNative = method.method().isNative();
    JavaFrame frame =
        methods.frame(method, bci, isNative ? FrameType.NATIVE : FrameType.INTERPRETED);
    requireCall(!called || isNative || methods.calls(method, bci), frame);
    frames.add(frame);
    long sender = slot(FrameLayout.SENDER_SP);
    long unextended = stack.word(slot(frameLayout.senderSp()));
    advance(sender, unextended, stack.word(slot(0)), stack.word(slot(FrameLayout.RETURN_ADDRESS)));
  }

  private long slot(int words) {
    return fp + (long) words * Long.BYTES;
  }

  /// The VM called Java; what it came from is in the anchor that was kept for the time.
  private void entry() throws UndecodableException {
    long wrapper = stack.word(slot(frameLayout.callWrapper()));
    kept(wrapper + frameLayout.wrapperAnchor());
  }

  private void kept(long anchor) throws UndecodableException {
    long last = stack.word(anchor + frameLayout.anchorSp());
    if (last == 0) {
      pc = 0;
      return;
    }
    requireAbove(last);
    anchor(
        last,
        stack.word(anchor + frameLayout.anchorFp()),
        stack.word(anchor + frameLayout.anchorPc()));
  }

  private void coded(CodeBlob blob) throws VmFault, UndecodableException {
    CodeLayout.Kinds kinds = layout.kinds();
    int kind = blob.kind();
    if (kind == kinds.nmethod()) {
      compiled(blob);
    } else if (kind == kinds.upcall()) {
      int frameData = memory.intAt(blob.address() + layout.upcallFrameData());
      kept(unextendedSp + frameData + frameLayout.upcallAnchor());
    } else if (kind == kinds.runtimeStub()
        || kind == kinds.safepoint()
        || kind == kinds.deoptimization()
        || kind == kinds.exception()
        || kind == kinds.uncommonTrap()) {
      called = false;
      stub = blob;
      fixedSize(blob);
    } else {
      throw unexpected(blob);
    }
  }

  /// A thawed frame returns to a stub that brings back the next from the heap.
  private UndecodableException unexpected(CodeBlob blob) throws VmFault {
    String name = code.name(blob);
    return name.contains("ontinuation")
        ? new UndecodableException(Outcome.REST_IN_HEAP, "the virtual thread was parked before")
        : new UndecodableException(Outcome.INCONSISTENT, "frame of " + name);
  }

  private void compiled(CodeBlob blob) throws VmFault, UndecodableException {
    if (frames.isEmpty() && stub != null && unlocks(stub)) {
      somewhere(blob);
      return;
    }
    long at =
        compiled.deoptimises(blob, pc) ? stack.word(compiled.originalPc(blob, unextendedSp)) : pc;
    compiled(compiled.place(blob, at));
  }

  private void compiled(CompiledPlace place) throws UndecodableException {
    if (mounts(place.frames().getFirst().method())) {
      virtual = true;
      pc = 0;
      return;
    }
    requireCall(place.atCall(), place.frames().getFirst());
    frames.addAll(place.frames());
    fixedSize(place.blob());
  }

  /// Whether a stub is what C1 gives up a monitor by, at a place of which it notes nothing
  /// (`MonitorExitStub` in `c1_CodeStubs_x86.cpp`), and was called from here.
  private boolean unlocks(CodeBlob by) throws VmFault, UndecodableException {
    if (!code.name(by).contains(C1_UNLOCKING)) {
      return false;
    }
    requireCallOf(C1_UNLOCKING, by.codeBegin());
    return true;
  }

  /// Whether a method is the one that mounts a virtual thread: below are its carrier's frames.
  private static boolean mounts(JavaMethod method) {
    return method.isNative()
        && method.name().equals("enterSpecial")
        && method.className().equals("jdk.internal.vm.Continuation");
  }

  private void fixedSize(CodeBlob blob) throws UndecodableException {
    if (blob.frameSize() <= 0) {
      throw new UndecodableException(
          Outcome.INCONSISTENT, "frame size=" + blob.frameSize() + " kind=" + blob.kind());
    }
    long sender = unextendedSp + (long) blob.frameSize() * Long.BYTES;
    advance(
        sender,
        sender,
        stack.word(sender - FrameLayout.SENDER_SP * Long.BYTES),
        stack.word(sender - Long.BYTES));
  }

  private void advance(long newSp, long newUnextendedSp, long newFp, long newPc)
      throws UndecodableException {
    requireAbove(newSp);
    sp = newSp;
    unextendedSp = newUnextendedSp;
    fp = newFp;
    pc = newPc;
    if (pc == 0) {
      throw new UndecodableException(Outcome.INCONSISTENT, "return address 0");
    }
  }

  private void requireAbove(long newSp) throws UndecodableException {
    if (newSp <= sp) {
      throw new UndecodableException(
          Outcome.INCONSISTENT, "frames that do not go up: sp=0x" + Long.toHexString(newSp));
    }
  }

  /// A frame that called the one before straight, and not through a stub or the VM, is at a call.
  private void requireCall(boolean atCall, JavaFrame frame) throws UndecodableException {
    if (called && !atCall) {
      throw new UndecodableException(
          Outcome.INCONSISTENT, "no call at " + frame + " bci=" + frame.bci());
    }
    called = true;
  }
}
