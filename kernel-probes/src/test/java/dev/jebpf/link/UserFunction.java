package dev.jebpf.link;

import dev.jebpf.program.UserSite;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// `labs` of the C library this JVM runs with: `long` in, `long` out.
final class UserFunction {
  private static final MemorySegment ADDRESS =
      Linker.nativeLinker().defaultLookup().findOrThrow("labs");

  private UserFunction() {}

  /// Calls it.
  static long call(long number) {
    try {
      return (long) handle().invokeExact(number);
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle() {
    return Linker.nativeLinker()
        .downcallHandle(
            ADDRESS, FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  /// Where it is in its file, by `/proc/self/maps`: `start-end mode offset device inode path`.
  static UserSite site() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      String[] fields = line.split("\\s+", 6);
      String[] range = fields[0].split("-", 2);
      long start = Long.parseUnsignedLong(range[0], 16);
      long end = Long.parseUnsignedLong(range[1], 16);
      if (ADDRESS.address() >= start && ADDRESS.address() < end) {
        return UserSite.of(
            fields[5], ADDRESS.address() - start + Long.parseUnsignedLong(fields[2], 16));
      }
    }
    throw new AssertionError("labs is nowhere");
  }
}
