package dev.jebpf.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.SectionHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// `.eh_frame_hdr` and `.eh_frame` of libraries that this process may have mapped.
@Timeout(30)
class UnwindTableFuzzTest {
  /// Where the first section is loaded to; the second follows at once.
  static final long HEADER = 0x10_0000;

  static Stream<byte[]> tables() {
    return Stream.of("libextnet.so", "libnet.so").map(UnwindTableFuzzTest::sections);
  }

  private static byte[] sections(String library) {
    try {
      Path path = Path.of(System.getProperty("java.home"), "lib", library);
      ElfFile file = ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(path)));
      return join(
          file,
          file.section(".eh_frame_hdr").orElseThrow(),
          file.section(".eh_frame").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The size of the first section in two bytes, then both, with the distances between them and to
  /// the functions as they were.
  static byte[] join(ElfFile file, SectionHeader header, SectionHeader frames) {
    long gap = frames.address() - header.address();
    var out = ByteBuffer.allocate((int) (Short.BYTES + gap + frames.size()));
    out.order(ByteOrder.LITTLE_ENDIAN).putShort((short) gap);
    out.put(Short.BYTES, file.contents(header), 0, (int) header.size());
    out.put((int) (Short.BYTES + gap), file.contents(frames), 0, (int) frames.size());
    return out.array();
  }

  @MethodSource("tables")
  @FuzzTest
  void shouldReadOrRefuseAnyUnwindTable(byte[] input) {
    Targets.unwindTable(input);
  }
}
