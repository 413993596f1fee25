package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells which Java frames are at a program counter of compiled code.
final class CompiledCode {
  private static final int MOST_INLINED = 1_000;
  private static final int C2_LEVEL = 4;

  /// Before a bytecode index in the scopes data (`debugInfo.hpp`, `read_bci`).
  private static final int BCI_BIAS = -1;

  /// Places kept at most; more are forgotten all at once.
  private static final int MOST_KEPT = 1 << 16;

  private final Map<Long, CompiledPlace> known = new HashMap<>();
  private final VmView memory;
  private final CodeCache cache;
  private final CodeLayout blobs;
  private final NmethodLayout layout;
  private final Methods methods;

  CompiledCode(
      VmView memory, CodeCache cache, CodeLayout blobs, NmethodLayout layout, Methods methods) {
    this.memory = memory;
    this.cache = cache;
    this.blobs = blobs;
    this.layout = layout;
    this.methods = methods;
  }

  /// Forgets all places.
  void forget() {
    known.clear();
  }

  /// The frames at a place, as they were read before; null when they were not, or the code is
  /// another by now. Never at one that [#deoptimises].
  @Nullable CompiledPlace known(long pc) throws VmFault {
    CompiledPlace place = known.get(pc);
    return place != null && cache.isStillAt(place.blob()) && isStill(place.code()) ? place : null;
  }

  /// The frames at a place of code that does not deoptimise there.
  CompiledPlace place(CodeBlob code, long pc) throws VmFault, UndecodableException {
    CompiledPlace place = known(pc);
    if (place == null || !place.blob().equals(code)) {
      place = read(code, identity(code), pc);
      if (known.size() >= MOST_KEPT) {
        known.clear();
      }
      known.put(pc, place);
    }
    return place;
  }

  /// The frame of the method that was compiled, at a place of which the compiler notes nothing. A
  /// descriptor of this very place, which there may be with `-XX:+DebugNonSafepoints`, would be
  /// that of the instruction behind the call (`NonSafepointEmitter` of `output.cpp`).
  JavaFrame somewhere(CodeBlob code) throws VmFault, UndecodableException {
    CompiledPlace.CodeIdentity identity = identity(code);
    return methods.frameSomewhere(methods.at(identity.method()), type(identity.level(), false));
  }

  private CompiledPlace.CodeIdentity identity(CodeBlob code) throws VmFault {
    return new CompiledPlace.CodeIdentity(
        code.address(),
        memory.intAt(code.address() + layout.compileId()),
        memory.byteAt(code.address() + layout.compLevel()),
        memory.longAt(code.address() + layout.method()),
        memory.longAt(code.address() + layout.immutableData()));
  }

  private boolean isStill(CompiledPlace.CodeIdentity code) throws VmFault {
    long blob = code.blob();
    return memory.intAt(blob + layout.compileId()) == code.compileId()
        && memory.byteAt(blob + layout.compLevel()) == code.level()
        && memory.longAt(blob + layout.method()) == code.method()
        && memory.longAt(blob + layout.immutableData()) == code.immutableData();
  }

  private CompiledPlace read(CodeBlob code, CompiledPlace.CodeIdentity identity, long pc)
      throws VmFault, UndecodableException {
    MethodInfo method = methods.at(identity.method());
    if (method.method().isNative()) {
      return new CompiledPlace(
          code, identity, List.of(methods.frame(method, -1, FrameType.NATIVE)), true);
    }
    List<Scope> scopes = scopes(code, pc);
    var frames = new ArrayList<JavaFrame>();
    for (int i = 0; i < scopes.size(); i++) {
      Scope scope = scopes.get(i);
      if (i > 0 && !methods.calls(scope.method(), scope.bci())) {
        throw new UndecodableException(
            Outcome.INCONSISTENT, "no call at " + scope.method().method());
      }
      FrameType type = type(identity.level(), i < scopes.size() - 1);
      frames.add(methods.frame(scope.method(), scope.bci(), type));
    }
    Scope innermost = scopes.getFirst();
    return new CompiledPlace(
        code, identity, List.copyOf(frames), methods.calls(innermost.method(), innermost.bci()));
  }

  private static FrameType type(int level, boolean inlined) {
    if (inlined) {
      return FrameType.INLINED;
    }
    return level == C2_LEVEL ? FrameType.C2 : FrameType.C1;
  }

  /// Whether a return to `pc` deoptimises the frame; the code it was called from is then in the
  /// frame, at [#originalPc].
  boolean deoptimises(CodeBlob code, long pc) throws VmFault {
    for (int handler : layout.deoptHandlers()) {
      if (pc == code.address() + memory.intAt(code.address() + handler)) {
        return true;
      }
    }
    return false;
  }

  /// Where in a deoptimised frame its program counter is kept.
  ///
  /// @param unextendedSp the frame's stack pointer
  long originalPc(CodeBlob code, long unextendedSp) throws VmFault {
    return unextendedSp + memory.intAt(code.address() + layout.origPcOffset());
  }

  /// The frames at a place where the code calls something, the last called first.
  private List<Scope> scopes(CodeBlob code, long pc) throws VmFault, UndecodableException {
    long offset = pc - code.codeBegin();
    if (offset < 0 || offset > code.size()) {
      throw new UndecodableException(Outcome.INCONSISTENT, "program counter of other code");
    }
    int decode = scopeDecodeOffset(code, (int) offset);
    long data =
        memory.longAt(code.address() + layout.immutableData())
            + memory.intAt(code.address() + layout.scopesDataOffset());
    var scopes = new ArrayList<Scope>();
    while (decode != 0) {
      var stream = new Unsigned5(memory, data + decode);
      int sender = stream.next();
      int method = stream.next();
      int bci = stream.next() + BCI_BIAS;
      scopes.add(new Scope(methods.at(metadata(code, method)), bci));
      if (sender >= decode || scopes.size() > MOST_INLINED) {
        throw new UndecodableException(Outcome.INCONSISTENT, "scopes that never end");
      }
      decode = sender;
    }
    return outermostChecked(code, scopes);
  }

  /// The outermost scope is that of the method itself, unless the code is no longer what it was.
  private List<Scope> outermostChecked(CodeBlob code, List<Scope> scopes)
      throws VmFault, UndecodableException {
    long method = memory.longAt(code.address() + layout.method());
    if (scopes.isEmpty() || scopes.getLast().method().address() != method) {
      throw new UndecodableException(Outcome.INCONSISTENT, "scopes of another method");
    }
    for (Scope scope : scopes) {
      if (scope.bci() >= scope.method().codeSize()) {
        throw new UndecodableException(
            Outcome.INCONSISTENT, "bytecode index of " + scope.method().method());
      }
    }
    return scopes;
  }

  private long metadata(CodeBlob code, int index) throws VmFault, UndecodableException {
    int relocations = memory.intAt(code.address() + blobs.blobRelocationSize());
    int size = memory.intAt(code.address() + blobs.blobMutableDataSize());
    long offset = relocations + (index - 1L) * Long.BYTES;
    if (index < 1 || offset + Long.BYTES > size) {
      throw new UndecodableException(Outcome.INCONSISTENT, "metadata index=" + index);
    }
    return memory.longAt(memory.longAt(code.address() + blobs.blobMutableData()) + offset);
  }

  /// Finds the descriptor of exactly this place; they are in ascending order.
  private int scopeDecodeOffset(CodeBlob code, int pcOffset) throws VmFault, UndecodableException {
    long data = memory.longAt(code.address() + layout.immutableData());
    int begin = memory.intAt(code.address() + layout.scopesPcsOffset());
    int end = memory.intAt(code.address() + layout.scopesDataOffset());
    int size = memory.intAt(code.address() + layout.immutableDataSize());
    if (begin < 0 || end < begin || end > size) {
      throw new UndecodableException(Outcome.INCONSISTENT, "immutable data of a compiled method");
    }
    int low = 0;
    int high = (end - begin) / layout.pcDescSize() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long descriptor = data + begin + (long) middle * layout.pcDescSize();
      int at = memory.intAt(descriptor + layout.pcOffset());
      if (at == pcOffset) {
        return memory.intAt(descriptor + layout.scopeDecodeOffset());
      }
      if (at < pcOffset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new UndecodableException(
        Outcome.INCONSISTENT, "no call in compiled code at offset=" + pcOffset);
  }
}
