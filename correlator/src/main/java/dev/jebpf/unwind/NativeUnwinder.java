package dev.jebpf.unwind;

import dev.jebpf.bounded.BoundedMap;
import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.Registers;
import dev.jebpf.linux.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/// Unwinds the native frames of this process's threads; one thread at a time. x86-64 only.
///
/// What is known of a place in code is kept: a service blocks in few places, many times.
public final class NativeUnwinder {
  private static final int MOST_FRAMES = 512;
  private static final int MOST_PLACES = 8_192;
  private static final int MOST_TEXTS = 1_024;

  /// Bytes by which HotSpot may align the stack after it has noted the last Java frame:
  /// `call_VM_leaf_base` in `macroAssembler_x86.cpp`, below the return address of the call of its
  /// own that is in between there.
  private static final long MOST_ALIGNMENT = 16;

  /// How long a library that was unloaded may be taken for the one in its place.
  private static final long KEPT_NANOS = 5_000_000_000L;

  /// An address that no mapping has may come again and again.
  private static final long PAUSE_NANOS = 100_000_000;

  /// @param called whether the place is returned to from a call
  private record Key(long pc, boolean called) {}

  private final Libraries libraries;
  private final Map<Key, CodePlace> places = BoundedMap.byUse(MOST_PLACES);
  private final Map<List<NativeFrame>, String> texts = BoundedMap.byUse(MOST_TEXTS);

  public NativeUnwinder(Kernel kernel) {
    libraries = new Libraries(kernel);
  }

  /// Reads the files that are mapped by now, some tens of milliseconds, which later would hold up
  /// whoever asks first.
  public void load() {
    libraries.load();
  }

  /// Unwinds from the system call to the last Java frame.
  ///
  /// @param java whether an address lies in the same piece of code as the last Java frame; in any
  /// of HotSpot's where it is not known which that is
  public NativeStack unwind(NativeImage image, LongPredicate java) {
    mappedAnew(KEPT_NANOS);
    NativeStack stack = attempt(image, java);
    boolean mayLeadNowhere = image.javaSp() == 0; // as of a thread that is in no Java method
    return stack.outcome() == NativeOutcome.COMPLETE || mayLeadNowhere || !mappedAnew(PAUSE_NANOS)
        ? stack
        : attempt(image, java);
  }

  /// A library may have been unloaded and another be in its place.
  ///
  /// @param least how long what was looked at last is good for
  /// @return whether one is
  private boolean mappedAnew(long least) {
    try {
      boolean changed = libraries.look(least);
      if (changed) {
        places.clear();
      }
      return changed;
    } catch (UnwindFailure _) {
      return false; // what was known is still the best that is
    }
  }

  private NativeStack attempt(NativeImage image, LongPredicate java) {
    try {
      return frames(image, java);
    } catch (UnwindFailure e) {
      return e.stack();
    } catch (CfiException e) {
      return NativeStack.refused(NativeOutcome.INCONSISTENT, e.reason());
    }
  }

  private NativeStack frames(NativeImage image, LongPredicate java)
      throws UnwindFailure, CfiException {
    List<NativeFrame> frames = new ArrayList<>();
    Registers registers = image.registers();
    boolean called = false;
    do {
      CodePlace place = place(new Key(registers.get(Registers.PC), called));
      frames.add(place.frame());
      Registers caller = place.row().caller(registers, image);
      requireUp(registers, caller, image, frames.size());
      registers = caller;
      called = !place.row().isSignalFrame();
    } while (!java.test(registers.get(Registers.PC)));
    requireArrived(registers, image);
    String text = texts.computeIfAbsent(List.copyOf(frames), NativeUnwinder::text);
    return new NativeStack(frames, registers, NativeOutcome.COMPLETE, "", text);
  }

  private static String text(List<NativeFrame> frames) {
    return frames.stream().map(NativeFrame::toString).collect(Collectors.joining("\n"));
  }

  private CodePlace place(Key key) throws UnwindFailure {
    CodePlace place = places.get(key);
    if (place == null) {
      place = libraries.at(key.pc()).place(key.pc(), key.called());
      places.put(key, place);
    }
    return place;
  }

  private static void requireUp(Registers callee, Registers caller, NativeImage image, int frames)
      throws UnwindFailure, CfiException {
    long sp = caller.get(Registers.SP);
    if (sp <= callee.get(Registers.SP) || frames > MOST_FRAMES) {
      throw inconsistent("frames that do not go up", caller);
    }
    if (image.javaSp() != 0 && sp > image.javaSp()) {
      throw inconsistent("frames beyond the last Java frame", caller);
    }
  }

  private static void requireArrived(Registers caller, NativeImage image)
      throws UnwindFailure, CfiException {
    if (image.javaSp() != 0 && image.javaSp() - caller.get(Registers.SP) > MOST_ALIGNMENT) {
      throw inconsistent("frames that end before the last Java frame", caller);
    }
  }

  private static UnwindFailure inconsistent(String what, Registers caller) throws CfiException {
    return new UnwindFailure(
        NativeOutcome.INCONSISTENT,
        "%s: sp=0x%x pc=0x%x".formatted(what, caller.get(Registers.SP), caller.get(Registers.PC)));
  }
}
