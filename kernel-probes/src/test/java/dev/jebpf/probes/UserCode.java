package dev.jebpf.probes;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.ToIntBiFunction;

/// Functions of the C library that tests call and trace.
@SuppressWarnings("restricted")
final class UserCode {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final MethodHandle LABS =
      handle("labs", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle ABS =
      handle("abs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle GETENV =
      handle("getenv", FunctionDescriptor.of(POINTER, POINTER));
  private static final MethodHandle USLEEP =
      handle("usleep", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle QSORT =
      handle(
          "qsort",
          FunctionDescriptor.ofVoid(
              POINTER, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, POINTER));

  private UserCode() {}

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
  }

  static long labs(long number) {
    try {
      return (long) LABS.invokeExact(number);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  static int abs(int number) {
    try {
      return (int) ABS.invokeExact(number);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  static void getenv(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment _ = (MemorySegment) GETENV.invokeExact(arena.allocateFrom(name));
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  static void usleep(int micros) {
    try {
      int _ = (int) USLEEP.invokeExact(micros);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Calls a function of a library that is loaded for it and stays.
  static long callOf(String library, String function) {
    MemorySegment address =
        SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(function);
    try {
      return (long)
          LINKER
              .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_LONG))
              .invokeExact();
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Sorts two numbers in C with a comparison in Java, which must not throw.
  static void sortTwo(ToIntBiFunction<MemorySegment, MemorySegment> comparison) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle compare =
          MethodHandles.lookup()
              .findVirtual(
                  ToIntBiFunction.class,
                  "applyAsInt",
                  MethodType.methodType(int.class, Object.class, Object.class))
              .bindTo(comparison)
              .asType(MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
      MemorySegment upcall =
          LINKER.upcallStub(
              compare, FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER), arena);
      QSORT.invokeExact(arena.allocateFrom(ValueLayout.JAVA_INT, 2, 1), 2L, 4L, upcall);
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }
}
