package dev.jebpf.usdt.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.ElfFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeNoteTest {
  private static final ProbeNote NOTE = new ProbeNote(0x1000, 0x217, 0x3060, "a", "bc", "8@x0");

  @Test
  void shouldHaveTheBytesThatToolsExpect() {
    assertThat(HexFormat.ofDelimiter(" ").formatHex(bytes(NOTE)))
        .isEqualTo(
            "08 00 00 00 22 00 00 00 03 00 00 00 73 74 61 70 73 64 74 00"
                + " 00 10 00 00 00 00 00 00 17 02 00 00 00 00 00 00 60 30 00 00 00 00 00 00"
                + " 61 00 62 63 00 38 40 78 30 00 00 00");
  }

  @Test
  void shouldReadWhatItWrote() {
    ProbeNote bare = new ProbeNote(1, 2, 0, "provider", "name", "");
    assertThat(ProbeNote.readAll(ByteBuffer.wrap(join(NOTE, bare)))).containsExactly(NOTE, bare);
  }

  /// HotSpot's own probes, written by `<sys/sdt.h>`.
  @Test
  void shouldReadTheNotesOfHotSpot() throws IOException {
    Path libjvm = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    ElfFile file = ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(libjvm)));
    List<ProbeNote> notes =
        ProbeNote.readAll(file.contents(file.section(".note.stapsdt").orElseThrow()));

    assertThat(notes)
        .extracting(note -> note.provider() + ":" + note.name())
        .contains("hotspot:gc__begin", "hotspot:thread__start");
    assertThat(notes).allSatisfy(note -> assertThat(note.pc()).isPositive());
  }

  @Test
  void shouldSkipNotesOfOthers() {
    byte[] other = bytes(NOTE);
    other[12] = 'S';
    assertThat(ProbeNote.readAll(ByteBuffer.wrap(other))).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsTruncated() {
    byte[] note = bytes(NOTE);
    assertThatThrownBy(() -> ProbeNote.readAll(ByteBuffer.wrap(note, 0, 40).slice()))
        .isInstanceOf(ElfFormatException.class)
        .hasMessage("note part of 34 bytes at 20 of 40");
    byte[] endless = note.clone();
    endless[4] = 0x1a;
    assertThatThrownBy(() -> ProbeNote.readAll(ByteBuffer.wrap(endless)))
        .isInstanceOf(ElfFormatException.class)
        .hasMessage("string without an end in a stapsdt note");
  }

  private static byte[] bytes(ProbeNote note) {
    ByteBuffer out = ByteBuffer.allocate(note.size()).order(ByteOrder.LITTLE_ENDIAN);
    note.write(out);
    return out.array();
  }

  private static byte[] join(ProbeNote first, ProbeNote second) {
    return ByteBuffer.allocate(first.size() + second.size())
        .put(bytes(first))
        .put(bytes(second))
        .array();
  }
}
