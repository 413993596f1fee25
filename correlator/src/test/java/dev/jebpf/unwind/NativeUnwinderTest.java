package dev.jebpf.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.Registers;
import dev.jebpf.linux.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/// Stacks made up of the first instructions of real functions, where the return address is on top
/// of the stack.
@EnabledOnOs(architectures = "amd64", disabledReason = "native frames are unwound on x86-64 only")
class NativeUnwinderTest {
  private static final long JAVA = 0x1234_5678;
  private static final long STACK = 0x7000_0000;
  private static final long WRITE =
      Linker.nativeLinker().defaultLookup().findOrThrow("write").address();
  private static final long READ =
      Linker.nativeLinker().defaultLookup().findOrThrow("read").address();

  @TempDir private Path directory;
  private final NativeUnwinder unwinder = new NativeUnwinder(Kernel.running());

  /// @param javaSp bytes from the top of the stack to the last Java frame; `-STACK` where HotSpot
  /// has not noted it
  private NativeStack unwind(long pc, long javaSp, long... words) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_LONG, words);
      Registers registers =
          new Registers().with(Registers.PC, pc).with(Registers.SP, STACK).with(Registers.R13, 13);
      return unwinder.unwind(
          new NativeImage(registers, STACK, bytes, STACK + javaSp), address -> address == JAVA);
    }
  }

  @Test
  void shouldArriveAtTheLastJavaFrame() {
    NativeStack stack = unwind(READ, 8, JAVA, 0);
    assertThat(stack.outcome()).isEqualTo(NativeOutcome.COMPLETE);
    assertThat(stack.frames())
        .extracting(NativeFrame::function, NativeFrame::offset, NativeFrame::address)
        .containsExactly(tuple("read", 0L, READ));
    assertThat(stack.text()).startsWith("read+0x0 (libc.so");
  }

  /// One byte into the function, for a call is looked up where it was made.
  @Test
  void shouldGoFromCallerToCaller() {
    NativeStack stack = unwind(READ, 16, WRITE + 1, JAVA, 0);
    assertThat(stack.frames())
        .extracting(NativeFrame::function, NativeFrame::offset)
        .containsExactly(tuple("read", 0L), tuple("write", 1L));
  }

  /// HotSpot has not noted the last Java frame: it is the one that they lead to.
  @Test
  void shouldTellWhatIsInTheRegistersOfTheFrameItArrivesAt() throws CfiException {
    NativeStack stack = unwind(READ, -STACK, WRITE + 1, JAVA, 0);
    assertThat(stack.frames())
        .extracting(NativeFrame::function, NativeFrame::entry)
        .containsExactly(tuple("read", READ), tuple("write", WRITE));
    assertThat(stack.java()).isNotNull();
    assertThat(stack.java().get(Registers.PC)).isEqualTo(JAVA);
    assertThat(stack.java().get(Registers.SP)).isEqualTo(STACK + 16);
    assertThat(stack.java().get(Registers.R13)).isEqualTo(13);
  }

  @Test
  void shouldRefuseWhatLeadsToNoJavaFrame() {
    assertRefused(
        NativeOutcome.INCONSISTENT, "no code at pc=0x0", unwind(READ, -STACK, WRITE + 1, 0, 0));
  }

  @Test
  void shouldAllowForTheAlignmentOfHotSpot() {
    assertThat(unwind(READ, 24, JAVA, 0, 0).outcome()).isEqualTo(NativeOutcome.COMPLETE);
  }

  @Test
  void shouldRefuseWhatDoesNotArrive() {
    assertRefused(
        NativeOutcome.INCONSISTENT, "end before the last Java frame", unwind(READ, 32, JAVA, 0));
    assertRefused(
        NativeOutcome.INCONSISTENT, "beyond the last Java frame", unwind(READ, 0, JAVA, 0));
    assertRefused(NativeOutcome.INCONSISTENT, "no code at pc=0x0", unwind(READ, 64, 0, JAVA));
    assertRefused(NativeOutcome.INCONSISTENT, "not on the stack", unwind(READ, 64, READ + 1));
    assertRefused(NativeOutcome.INCONSISTENT, "no code at pc=0x42", unwind(0x42, 8, JAVA));
  }

  private static void assertRefused(NativeOutcome outcome, String detail, NativeStack stack) {
    assertThat(stack.outcome()).isEqualTo(outcome);
    assertThat(stack.detail()).contains(detail);
    assertThat(stack.frames()).isEmpty();
  }

  @Test
  @Tag("kernel")
  @SuppressWarnings("restricted")
  void shouldReadALibraryThatWasReplacedAsItIsMapped() throws IOException {
    Path copy = directory.resolve("libcopy.so");
    Files.copy(Path.of(System.getProperty("java.home"), "lib", "libnet.so"), copy);
    try (Arena arena = Arena.ofConfined()) {
      long function =
          SymbolLookup.libraryLookup(copy, arena)
              .findOrThrow("Java_java_net_Inet4Address_init")
              .address();
      Files.delete(copy);
      NativeStack stack = unwind(function, 8, JAVA, 0);
      assertThat(stack.detail()).isEmpty();
      assertThat(stack.text()).isEqualTo("Java_java_net_Inet4Address_init+0x0 (libcopy.so)");
    }
  }
}
