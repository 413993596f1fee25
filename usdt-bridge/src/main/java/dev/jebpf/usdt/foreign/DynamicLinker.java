package dev.jebpf.usdt.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The C library's dynamic linker.
///
/// [java.lang.foreign.SymbolLookup#libraryLookup(Path, Arena)] would do as well, but it keeps to
/// itself why it failed.
public final class DynamicLinker {
  private static final int RTLD_NOW = 2;
  private static final long LONGEST_MESSAGE = 4096;

  private DynamicLinker() {}

  /// Linked when first used.
  private static final class Functions {
    static final MethodHandle DLOPEN = link("dlopen", ADDRESS, ADDRESS, JAVA_INT);
    static final MethodHandle DLSYM = link("dlsym", ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle DLERROR = link("dlerror", ADDRESS);
  }

  /// Makes a restricted call that does nothing.
  ///
  /// @throws IllegalCallerException if this module has no native access and the JVM was started
  ///     with `--illegal-native-access=deny`
  public static void requireAccess() {
    view(0, 0);
  }

  /// Why a file could not be loaded, in the dynamic linker's words.
  public static final class LoadException extends Exception {
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
      super(message);
    }
  }

  /// Loads a shared object for the rest of the JVM's life.
  ///
  /// @param file its absolute path
  /// @param symbol a variable in it
  /// @return where that is; a segment without a size, see [#view]
  public static MemorySegment load(Path file, String symbol) throws LoadException {
    try (Arena arena = Arena.ofConfined()) {
      var handle =
          (MemorySegment)
              Functions.DLOPEN.invokeExact(arena.allocateFrom(file.toString()), RTLD_NOW);
      if (handle.address() == 0) {
        throw failure();
      }
      var address = (MemorySegment) Functions.DLSYM.invokeExact(handle, arena.allocateFrom(symbol));
      if (address.address() == 0) {
        throw failure();
      }
      return address;
    } catch (LoadException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError("dlopen(3) does not throw", impossible);
    }
  }

  /// Memory at an address that stays valid for ever.
  @SuppressWarnings("restricted")
  public static MemorySegment view(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  private static LoadException failure() throws Throwable {
    var message = (MemorySegment) Functions.DLERROR.invokeExact();
    return new LoadException(
        message.address() == 0
            ? "unknown error"
            : view(message.address(), LONGEST_MESSAGE).getString(0));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, MemoryLayout result, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, parameters));
  }
}
