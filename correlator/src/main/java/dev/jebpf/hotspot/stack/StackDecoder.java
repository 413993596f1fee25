package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmStructs;
import dev.jebpf.hotspot.vm.VmView;
import dev.jebpf.linux.Kernel;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decodes raw stacks of this JVM's threads; on one thread at a time.
///
/// No lock of the JVM is taken and no safepoint waited for; memory that is gone is an outcome like
/// others. Minimum JDK 25.
public final class StackDecoder {
  /// Code that no thread uses any more is given back by a collection, after which other code may be
  /// in its place.
  private static final long LATEST_NANOS = 500_000_000;

  /// Code is read as it is, what describes it as it was when it was viewed.
  private static final long OLDEST_VIEW_NANOS = 10_000_000;

  private static final String MANAGEMENT = "java.management";

  private final VmView memory;
  private final CodeLayout codeLayout;
  private final FrameLayout frameLayout;
  private final CodeCache code;
  private final CompiledCode compiled;
  private final Methods methods;
  private final ClassUnloading unloading;
  private long viewed = System.nanoTime();

  private StackDecoder(VmView memory, VmStructs structs)
      throws MissingVmSymbolException, VmFault, UndecodableException {
    this.memory = memory;
    codeLayout = CodeLayout.bind(structs);
    frameLayout = FrameLayout.bind(structs);
    code = new CodeCache(memory, codeLayout);
    methods = new Methods(memory, MethodLayout.bind(structs));
    compiled = new CompiledCode(memory, code, codeLayout, NmethodLayout.bind(structs), methods);
    unloading =
        new ClassUnloading(
            ManagementFactory.getClassLoadingMXBean()::getUnloadedClassCount, this::forget);
  }

  /// A decoder for the JVM this process runs on.
  ///
  /// @throws MissingVmSymbolException when the JVM lacks a name that is needed, or has a code cache
  /// that is not understood
  public static StackDecoder ofThisProcess(Kernel kernel) throws MissingVmSymbolException {
    return of(kernel, VmStructs.ofThisProcess(types(), constants()));
  }

  /// The same with tables read before.
  public static StackDecoder of(Kernel kernel, VmStructs structs) throws MissingVmSymbolException {
    if (ModuleLayer.boot().findModule(MANAGEMENT).isEmpty()) {
      throw new MissingVmSymbolException(
          "this JVM has no module " + MANAGEMENT + ", which tells of unloaded classes");
    }
    try {
      return new StackDecoder(new VmView(kernel), structs);
    } catch (VmFault | UndecodableException e) {
      throw new MissingVmSymbolException("cannot read the code cache: " + e.getMessage());
    }
  }

  /// C++ types whose fields are needed.
  public static Set<String> types() {
    var types = new HashSet<>(CodeLayout.TYPES);
    types.addAll(FrameLayout.TYPES);
    types.addAll(MethodLayout.TYPES);
    types.addAll(NmethodLayout.TYPES);
    return types;
  }

  /// Constants that are needed.
  public static Set<String> constants() {
    var constants = new HashSet<>(CodeLayout.CONSTANTS);
    constants.addAll(FrameLayout.CONSTANTS);
    constants.addAll(MethodLayout.CONSTANTS);
    return constants;
  }

  /// Decodes a stack.
  ///
  /// @param taken when it was copied, a moment of `System.nanoTime()` or before it
  public DecodedStack decode(StackImage stack, long taken) {
    return decode(stack, null, taken);
  }

  /// Decodes a stack whose last Java frame HotSpot has not noted.
  ///
  /// @param stack what it says of that frame is not looked at
  /// @param call which that frame was in; null where it has been noted after all
  /// @param taken when it was copied, a moment of `System.nanoTime()` or before it
  public DecodedStack decode(StackImage stack, @Nullable LeafCall call, long taken) {
    if (System.nanoTime() - taken > LATEST_NANOS) {
      return DecodedStack.refused(Outcome.LATE, "");
    }
    if (!unloading.noneSince(taken)) { // what was read now would be kept
      return DecodedStack.refused(Outcome.CLASSES_UNLOADED, "");
    }
    view(taken);
    DecodedStack decoded = walk(stack, call);
    return unloading.noneSince(taken)
        ? decoded
        : DecodedStack.refused(Outcome.CLASSES_UNLOADED, "");
  }

  /// Whether an address lies where HotSpot keeps generated code.
  public boolean isCode(long pc) {
    return code.has(pc);
  }

  /// Whether an address lies in the same piece of code as the last Java frame of a stack does: the
  /// one that called what is not Java.
  public boolean isCodeOf(long pc, StackImage stack) {
    try {
      long last = stack.pc() == 0 ? stack.word(stack.sp() - Long.BYTES) : stack.pc();
      return code.interprets(last)
          ? code.interprets(pc)
          : code.has(pc) && code.at(last).equals(code.at(pc));
    } catch (UndecodableException | VmFault _) {
      return false; // no code there: it is not the same
    }
  }

  /// The name of a class.
  ///
  /// @param klass address of its `Klass`
  /// @param seen when an object of it was seen, a moment of `System.nanoTime()` or before it
  /// @return null when it may have been unloaded since
  public @Nullable String className(long klass, long seen) {
    if (!unloading.noneSince(seen)) { // what was read now would be kept
      return null;
    }
    view(seen);
    String name;
    try {
      name = methods.className(klass);
    } catch (UndecodableException | VmFault _) {
      return null;
    }
    return unloading.noneSince(seen) ? name : null;
  }

  /// Has memory read as it was at some moment since `taken`: what is on a stack then, the JVM keeps
  /// until the thread has gone on. So stacks that are decoded together share what was read.
  private void view(long taken) {
    long now = System.nanoTime();
    if (taken - viewed >= 0 || now - viewed > OLDEST_VIEW_NANOS) {
      viewed = now;
      memory.refresh();
    }
  }

  private void forget() {
    methods.forget();
    compiled.forget();
  }

  /// To be called now and then while there is nothing to decode, so that classes unloaded long ago
  /// are known to be.
  public void idle() {
    unloading.look();
  }

  private DecodedStack walk(StackImage stack, @Nullable LeafCall call) {
    try {
      code.readAsItIs();
      var walk = new FrameWalk(memory, code, codeLayout, frameLayout, compiled, methods, stack);
      return call == null ? walk.walk() : walk.walkFrom(call);
    } catch (UndecodableException e) {
      return DecodedStack.refused(e.outcome(), e.detail());
    } catch (VmFault e) {
      return DecodedStack.refused(Outcome.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  /// System calls made so far to read memory.
  public long reads() {
    return memory.reads();
  }
}
