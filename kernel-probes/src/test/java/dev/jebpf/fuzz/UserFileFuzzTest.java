package dev.jebpf.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.usdt.image.EmptyImage;
import dev.jebpf.usdt.image.ImageLayout;
import dev.jebpf.usdt.image.ProbeEntry;
import dev.jebpf.usdt.image.ProbeTables;
import dev.jebpf.usdt.image.SiteInstruction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// A foreign program or library: its symbols, its USDT probes and where their arguments are.
@Timeout(30)
class UserFileFuzzTest {
  /// All operands that there are, for both processors: of the other one's none is known.
  private static final String ARGUMENTS =
      "-4@%edi 8@%rsi 2@%ax 1@%ah -1@$-5 8@16(%rsp) 4@-8(%rbp,%r9,4) 8f@%xmm0 8@x0 4@[sp, 16]"
          + " 8@[x0, x2, lsl 3] 8@nonsense";

  static Stream<byte[]> files() {
    return Arrays.stream(SiteInstruction.values())
        .filter(instruction -> instruction.machine() == ElfMachine.running())
        .map(instruction -> image(ImageLayout.of(instruction, 2)));
  }

  private static byte[] image(ImageLayout layout) {
    ByteBuffer file = ByteBuffer.allocate((int) layout.size());
    file.put(0, EmptyImage.bytes(layout, new byte[20]).array());
    ProbeTables tables =
        new ProbeTables(
            layout,
            (offset, bytes) -> file.put((int) offset, bytes, bytes.position(), bytes.remaining()));
    try {
      tables.add(new ProbeEntry(0, "acme", "order_placed", ARGUMENTS));
      tables.add(new ProbeEntry(1, "acme", "order_shipped", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.array();
  }

  @DictionaryEntries({"stapsdt", ".note.stapsdt", ".stapsdt.base", "8@", "-4@", "(%r", ")", "["})
  @MethodSource("files")
  @FuzzTest
  void shouldReadOrRefuseAnyFile(byte[] input) {
    Targets.userFile(input);
  }
}
