package dev.jebpf.bench;

import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.lang.MapHandle;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.MapReference;
import dev.jebpf.program.ProgramSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Programs that clang compiled, in the form in which ours reach the kernel: each section of code
/// is a program on the BTF tracepoint of its name; symbols are maps or kfuncs.
///
/// @param types of the running kernel
/// @param maps what the object's extern data are
record ClangPrograms(KernelTypes types, Map<String, MapHandle> maps) {
  /// `R_BPF_64_32`: a call.
  private static final int CALL = 10;

  /// `BPF_PSEUDO_KFUNC_CALL` of `linux/bpf.h`.
  private static final int PSEUDO_KFUNC_CALL = 2;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /// Compiles C with the clang on the path.
  ///
  /// @param options `-D` and the like
  static ElfObject compile(Path source, Path object, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("clang", "-target", "bpf", "-mcpu=v3", "-O2"));
    command.addAll(options);
    command.addAll(List.of("-c", source.toString(), "-o", object.toString()));
    JavaProcess.run(new ProcessBuilder(command));
    return ElfObject.read(Files.readAllBytes(object));
  }

  List<ProgramSpec> of(ElfObject object) {
    return object.sections().stream().map(this::program).toList();
  }

  private ProgramSpec program(ElfObject.Section section) {
    MemorySegment code = MemorySegment.ofArray(section.code());
    List<MapReference> references = new ArrayList<>();
    for (ElfObject.Relocation relocation : section.relocations()) {
      MapHandle map = maps.get(relocation.symbol());
      if (map != null) {
        references.add(reference(code, relocation, map));
      } else {
        call(code, relocation);
      }
    }
    int tracepoint = id(types.tracepoint(section.name()), "tracepoint " + section.name());
    return new ProgramSpec(
        section.name(),
        new AttachPoint.BtfTracepoint(section.name(), tracepoint),
        section.code(),
        references,
        List.of(),
        "Dual MIT/GPL");
  }

  /// The addend is where the linker would have left it: in the immediate.
  private static MapReference reference(
      MemorySegment code, ElfObject.Relocation relocation, MapHandle map) {
    int at = relocation.offset();
    int addend = code.get(INT, at + 4L);
    code.set(INT, at + 4L, 0);
    boolean value = map instanceof MappedArray<?>;
    return new MapReference(at / ProgramSpec.SLOT_SIZE, map, value, addend);
  }

  private void call(MemorySegment code, ElfObject.Relocation relocation) {
    int at = relocation.offset();
    String name = relocation.symbol();
    if (relocation.type() != CALL) {
      throw new IllegalArgumentException("unknown " + relocation);
    }
    int registers = code.get(ValueLayout.JAVA_BYTE, at + 1L) & 0x0f;
    code.set(ValueLayout.JAVA_BYTE, at + 1L, (byte) (registers | PSEUDO_KFUNC_CALL << 4));
    code.set(INT, at + 4L, id(types.function(name), "kfunc " + name));
  }

  private static int id(OptionalInt id, String what) {
    return id.orElseThrow(() -> new IllegalStateException("this kernel's BTF has no " + what));
  }
}
