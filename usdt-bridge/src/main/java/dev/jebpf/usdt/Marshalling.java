package dev.jebpf.usdt;

import static java.lang.invoke.MethodType.methodType;

import dev.jebpf.usdt.foreign.SiteCall;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;

/// Turns Java values into what a site takes. One for each list of kinds, shared by all probes that
/// have it, and made when the first of them fires.
///
/// @param exact of type `(MemorySegment site, values...)void`, with the types of the kinds
/// @param spread the same with an `Object[]` for the values
record Marshalling(MethodHandle exact, MethodHandle spread) {
  private static final ConcurrentMap<List<ArgumentKind>, Marshalling> ALL =
      new ConcurrentHashMap<>();

  private static final MethodHandle ACQUIRE;
  private static final MethodHandle RELEASE;
  private static final MethodHandle TEXT;
  private static final MethodHandle NAME;
  private static final MethodHandle BYTES;
  private static final MethodHandle LENGTH;
  private static final MethodHandle IDENTITY;

  static {
    var lookup = MethodHandles.lookup();
    try {
      ACQUIRE = lookup.findStatic(ScratchPool.class, "acquire", methodType(Scratch.class));
      RELEASE =
          MethodHandles.dropArguments(
              lookup.findStatic(
                  ScratchPool.class, "release", methodType(void.class, Scratch.class)),
              0,
              Throwable.class);
      TEXT = lookup.findVirtual(Scratch.class, "text", methodType(long.class, String.class));
      NAME = lookup.findVirtual(Scratch.class, "name", methodType(long.class, Enum.class));
      BYTES = lookup.findVirtual(Scratch.class, "bytes", methodType(long.class, byte[].class));
      LENGTH = lookup.findStatic(Scratch.class, "length", methodType(long.class, byte[].class));
      IDENTITY =
          lookup.findStatic(System.class, "identityHashCode", methodType(int.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Marshalling of(List<ArgumentKind> kinds) {
    return ALL.computeIfAbsent(kinds, Marshalling::make);
  }

  private static Marshalling make(List<ArgumentKind> kinds) {
    MethodHandle exact = exact(kinds, SiteCall::of);
    MethodHandle spread =
        exact
            .asType(exact.type().generic().changeReturnType(void.class))
            .asSpreader(Object[].class, kinds.size())
            .asType(methodType(void.class, MemorySegment.class, Object[].class));
    return new Marshalling(exact, spread);
  }

  /// A handle takes the scratch once for each slot that needs it and each value once for each slot
  /// it fills; then the arguments are put together by a permutation.
  ///
  /// @param calls gives for a number of slots what takes them, as [SiteCall#of] does
  static MethodHandle exact(List<ArgumentKind> kinds, IntFunction<MethodHandle> calls) {
    List<Slot> slots = new ArrayList<>();
    for (int value = 0; value < kinds.size(); value++) {
      slots.addAll(Slot.of(kinds.get(value), value));
    }
    MethodHandle call = calls.apply(slots.size());
    for (int i = slots.size(); i-- > 0; ) {
      call = MethodHandles.collectArguments(call, 1 + i, slots.get(i).convert);
    }
    call = MethodHandles.permuteArguments(call, withScratch(kinds), order(slots));
    if (kinds.stream().noneMatch(ArgumentKind::needsMemory)) {
      return MethodHandles.insertArguments(call, 0, (Object) null);
    }
    return MethodHandles.foldArguments(MethodHandles.tryFinally(call, RELEASE), ACQUIRE);
  }

  private static MethodType withScratch(List<ArgumentKind> kinds) {
    return methodType(void.class, Scratch.class, MemorySegment.class)
        .appendParameterTypes(kinds.stream().map(ArgumentKind::type).toList());
  }

  /// For each argument of the permuted handle the index of the one that it comes from.
  private static int[] order(List<Slot> slots) {
    List<Integer> order = new ArrayList<>(List.of(1));
    for (Slot slot : slots) {
      if (slot.convert.type().parameterCount() == 2) {
        order.add(0);
      }
      order.add(2 + slot.value);
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /// One register or stack slot.
  ///
  /// @param convert `(value)long` or `(Scratch, value)long`
  /// @param value the index of the value that fills it
  private record Slot(MethodHandle convert, int value) {
    static List<Slot> of(ArgumentKind kind, int value) {
      return switch (kind) {
        case STRING -> List.of(new Slot(TEXT, value));
        case ENUM -> List.of(new Slot(NAME, value));
        case BYTES -> List.of(new Slot(BYTES, value), new Slot(LENGTH, value));
        case IDENTITY ->
            List.of(new Slot(IDENTITY.asType(methodType(long.class, Object.class)), value));
        case BYTE, SHORT, INT, LONG, BOOLEAN, CHAR ->
            List.of(
                new Slot(
                    MethodHandles.explicitCastArguments(
                        MethodHandles.identity(long.class), methodType(long.class, kind.type())),
                    value));
      };
    }
  }
}
