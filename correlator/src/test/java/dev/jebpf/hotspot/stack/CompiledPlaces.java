package dev.jebpf.hotspot.stack;

/// How all that a place runs in is compiled before it runs for the first time, and little else: of
/// the half minute that `-Xcomp` takes alone, most goes into what opens the kernel programs.
final class CompiledPlaces {
  /// The packages of the frames of [OperationPlaces] and [BlockersMain].
  static final String FLAGS =
      "-Xcomp -XX:CompileCommand=quiet"
          + " -XX:CompileCommand=compileonly,dev.jebpf.hotspot.stack.*::*"
          + " -XX:CompileCommand=compileonly,java.io.*::*"
          + " -XX:CompileCommand=compileonly,java.lang.Object::*"
          + " -XX:CompileCommand=compileonly,java.lang.Thread*::*"
          + " -XX:CompileCommand=compileonly,java.lang.VirtualThread*::*"
          + " -XX:CompileCommand=compileonly,java.net.*::*"
          + " -XX:CompileCommand=compileonly,java.nio.*::*"
          + " -XX:CompileCommand=compileonly,java.util.concurrent.*::*"
          + " -XX:CompileCommand=compileonly,java.util.stream.*::*"
          + " -XX:CompileCommand=compileonly,jdk.internal.vm.*::*"
          + " -XX:CompileCommand=compileonly,sun.nio.ch.*::*";

  private CompiledPlaces() {}
}
