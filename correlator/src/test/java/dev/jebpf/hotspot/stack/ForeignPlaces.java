package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.stack.BlockedPlaces.Place;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/// Those of the [BlockedPlaces] in which foreign or native functions are on the stack.
final class ForeignPlaces {
  private ForeignPlaces() {}

  /// `read(2)` of a pipe by a downcall.
  static Place downcall() throws Exception {
    NativePipe pipe = NativePipe.open();
    return new Place(
        () -> compare(pipe, MemorySegment.NULL, MemorySegment.NULL), _ -> pipe.release());
  }

  /// `qsort` calls a comparison in Java, which reads a pipe.
  @SuppressWarnings("restricted")
  static Place upcall() throws Exception {
    NativePipe pipe = NativePipe.open();
    Linker linker = Linker.nativeLinker();
    MethodHandle sort =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("qsort"),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS));
    MethodHandle compare =
        MethodHandles.lookup()
            .findStatic(
                ForeignPlaces.class,
                "compare",
                MethodType.methodType(
                    int.class, NativePipe.class, MemorySegment.class, MemorySegment.class))
            .bindTo(pipe);
    MemorySegment stub =
        linker.upcallStub(
            compare,
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            Arena.global());
    MemorySegment two = Arena.global().allocate(ValueLayout.JAVA_INT, 2);
    return new Place(
        () -> {
          sorted(sort, two, stub);
          return 0;
        },
        _ -> pipe.release());
  }

  private static void sorted(MethodHandle sort, MemorySegment numbers, MemorySegment comparison) {
    try {
      sort.invokeExact(numbers, 2L, 4L, comparison);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static int compare(NativePipe pipe, MemorySegment a, MemorySegment b) {
    try {
      long read = (long) pipe.read().invokeExact(pipe.in(), pipe.buffer(), 1L);
      return (int) read;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private record NativePipe(
      MethodHandle read, MethodHandle write, int in, int out, MemorySegment buffer) {
    @SuppressWarnings("restricted")
    static NativePipe open() throws Exception {
      Linker linker = Linker.nativeLinker();
      var io =
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG);
      MemorySegment ends = Arena.global().allocate(ValueLayout.JAVA_INT, 2);
      MethodHandle pipe =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("pipe"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      try {
        int failed = (int) pipe.invokeExact(ends);
        if (failed != 0) {
          throw new IOException("pipe");
        }
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
      return new NativePipe(
          linker.downcallHandle(linker.defaultLookup().findOrThrow("read"), io),
          linker.downcallHandle(linker.defaultLookup().findOrThrow("write"), io),
          ends.getAtIndex(ValueLayout.JAVA_INT, 0),
          ends.getAtIndex(ValueLayout.JAVA_INT, 1),
          Arena.global().allocate(8));
    }

    void release() {
      try {
        long written = (long) write.invokeExact(out, buffer, 1L);
        if (written != 1) {
          throw new IOException("write");
        }
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }

  /// A native method that reads a pipe.
  static Place jni() throws IOException {
    Pipe pipe = Pipe.open();
    return new Place(
        () -> pipe.source().read(ByteBuffer.allocateDirect(1)),
        _ -> pipe.sink().write(ByteBuffer.wrap(new byte[] {1})));
  }
}
