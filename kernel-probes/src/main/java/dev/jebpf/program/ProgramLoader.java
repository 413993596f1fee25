package dev.jebpf.program;

import dev.jebpf.btf.ProgramBtf;
import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.Memlock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Gives programs to the kernel: first silently, which is fast, and once more for the verifier's
/// log only if that fails. May be used from any thread.
public final class ProgramLoader {
  private static final int FIRST_LOG = 64 << 10;

  /// `UINT_MAX >> 2` is the kernel's own limit; a log of more than this helps nobody.
  private static final int LARGEST_LOG = 64 << 20;

  private final Kernel kernel;

  private ProgramLoader(Kernel kernel) {
    this.kernel = kernel;
  }

  /// A loader for a kernel.
  public static ProgramLoader of(Kernel kernel) {
    return new ProgramLoader(kernel);
  }

  /// Loads a program.
  ///
  /// @throws VerifierException if the verifier refuses it
  /// @throws LinuxException if the kernel refuses before it has looked, for lack of permission or
  /// of memory, or if signals kept it from looking
  /// @throws IllegalArgumentException if it refers to a map that is not the kernel's
  public LoadedProgram load(ProgramSpec spec) {
    byte[] code = MapRelocation.apply(spec);
    try (Arena arena = Arena.ofConfined()) {
      LoadRequest request =
          LoadRequest.of(arena, ProgramKind.of(spec.attach()), spec.name(), code, spec.license());
      if (spec.lines().isEmpty()) {
        return load(arena, spec, request);
      }
      ProgramBtf btf =
          ProgramBtf.of(spec.name(), spec.lines().stream().map(ProgramLoader::line).toList());
      try (FileDescriptor descriptor = Bpf.loadBtf(kernel, btf.blob())) {
        return load(arena, spec, request.describedBy(descriptor, btf));
      }
    }
  }

  private static ProgramBtf.Line line(SourceLine line) {
    return new ProgramBtf.Line(
        line.instruction(), line.file(), line.line(), line.column(), line.text());
  }

  private LoadedProgram load(Arena arena, ProgramSpec spec, LoadRequest request) {
    long result = request.load(kernel);
    if (Errno.EPERM.is(result) && Memlock.raise(kernel)) {
      result = request.load(kernel);
    }
    if (Errno.EAGAIN.is(result)) {
      throw failure(spec, result);
    }
    if (result < 0) {
      result = explain(arena, spec, request);
    }
    return new LoadedProgram(kernel, spec, FileDescriptor.owning(kernel, result));
  }

  /// Loads once more with ever larger logs until one fits; throws, unless the kernel has changed
  /// its mind.
  private long explain(Arena arena, ProgramSpec spec, LoadRequest request) {
    int size = FIRST_LOG;
    while (true) {
      MemorySegment log = arena.allocate(size);
      long result = request.load(kernel, log);
      if (result >= 0) {
        return result;
      }
      int wanted = Math.max(request.logTrueSize(), Math.min(LARGEST_LOG, 4 * size));
      if (Errno.ENOSPC.is(result) && size < LARGEST_LOG) {
        size = Math.min(LARGEST_LOG, wanted);
        continue;
      }
      VerifierLog text = new VerifierLog(log.getString(0));
      if (text.text().isBlank() || Errno.EAGAIN.is(result)) {
        throw failure(spec, result);
      }
      throw VerifierException.of(spec, result, text);
    }
  }

  /// The verifier has not said what it thinks of the program.
  private static LinuxException failure(ProgramSpec spec, long result) {
    return Bpf.failure(
        BpfCommand.PROG_LOAD,
        result,
        "load program name=" + spec.name() + " attach=" + spec.attach());
  }
}
