package dev.jebpf.program;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A program the kernel has accepted. Closing it gives up this process's hold; links keep it alive
/// until they are closed too.
public final class LoadedProgram implements AutoCloseable {
  private final Kernel kernel;
  private final ProgramSpec spec;
  private final FileDescriptor descriptor;

  LoadedProgram(Kernel kernel, ProgramSpec spec, FileDescriptor descriptor) {
    this.kernel = kernel;
    this.spec = spec;
    this.descriptor = descriptor;
  }

  /// What was loaded.
  public ProgramSpec spec() {
    return spec;
  }

  /// The program's descriptor, owned by this object.
  public FileDescriptor descriptor() {
    return descriptor;
  }

  /// The kernel's id, as `bpftool prog` shows it.
  public int id() {
    return Bpf.id(kernel, descriptor);
  }

  /// How often and how long it has run while [BpfStatistics] were on.
  public RunStatistics statistics() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(RunStatistics.INFO_SIZE, 8);
      Bpf.info(kernel, descriptor, info);
      return RunStatistics.of(info);
    }
  }

  /// Runs a program of type syscall on the calling thread.
  ///
  /// @param context native memory of a multiple of 8 bytes, at most 64 KiB, which the program may
  /// change
  /// @return what the program returned
  public int run(MemorySegment context) {
    return TestRun.run(kernel, this, context);
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return "program name=" + spec.name() + " attach=" + spec.attach() + " " + descriptor;
  }
}
