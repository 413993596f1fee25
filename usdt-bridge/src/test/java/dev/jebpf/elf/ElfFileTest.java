package dev.jebpf.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.usdt.image.ImageLayout;
import dev.jebpf.usdt.image.Images;
import dev.jebpf.usdt.image.ProbeNote;
import dev.jebpf.usdt.image.SiteInstruction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ElfFileTest {
  private static final int FUZZ_ROUNDS = 20_000;

  @Test
  void shouldReadWhatTheLinkerOfTheJdkWrote() throws IOException {
    Path libjvm = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    ElfFile file = ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(libjvm)));

    assertThat(file.machine()).isEqualTo(ElfMachine.running().number());
    assertThat(file.section(".text")).isPresent();
    assertThat(file.section(".no_such_section")).isEmpty();
    assertThat(file.sections().getFirst().type()).isZero();
  }

  @Test
  void shouldTellWhereInTheFileAFunctionIs() throws IOException {
    ElfFile file = ElfFile.read(ByteBuffer.wrap(image()));
    Symbol site =
        SymbolTable.of(file).stream()
            .flatMap(SymbolTable::defined)
            .map(SymbolTable.Named::symbol)
            .filter(Symbol::isFunction)
            .findFirst()
            .orElseThrow();

    long offset = file.offsetOf(site.value(), ProgramHeader.EXECUTE).orElseThrow();

    assertThat(file.bytes(offset, 5)).containsExactly(0x0f, 0x1f, 0x44, 0x00, 0x00);
    assertThat(file.offsetOf(site.value(), ProgramHeader.WRITE)).isEmpty();
    assertThat(file.offsetOf(1L << 40, 0)).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoElfFile() {
    assertThatThrownBy(() -> ElfFile.read(ByteBuffer.allocate(10)))
        .isInstanceOf(ElfFormatException.class)
        .hasMessage("no ELF file: size=10");
    assertThatThrownBy(() -> ElfFile.read(ByteBuffer.allocate(100)))
        .isInstanceOf(ElfFormatException.class);
    byte[] elf32 = image();
    elf32[4] = 1;
    assertThatThrownBy(() -> ElfFile.read(ByteBuffer.wrap(elf32)))
        .hasMessage("class=1 data=1: need 64-bit, little-endian");
  }

  /// Cut anywhere, a file is read as far as it goes or refused, and by no other exception.
  @Test
  void shouldRefuseWhatWasCut() {
    byte[] whole = image();
    int refused = 0;
    for (int length = 0; length < whole.length; length += 7) {
      refused += read(ByteBuffer.wrap(whole, 0, length).slice()) ? 0 : 1;
    }
    assertThat(refused).isPositive();
    assertThat(read(ByteBuffer.wrap(whole))).isTrue();
  }

  @Test
  void shouldSurviveHostileFiles() {
    Random random = new Random(20_261_121);
    byte[] whole = image();
    int refused = 0;
    for (int round = 0; round < FUZZ_ROUNDS; round++) {
      byte[] hostile = whole.clone();
      for (int changes = random.nextInt(8); changes >= 0; changes--) {
        int at = interesting(random, hostile.length);
        hostile[at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
      }
      refused += read(ByteBuffer.wrap(hostile)) ? 0 : 1;
    }
    assertThat(refused).isBetween(1, FUZZ_ROUNDS - 1);
  }

  /// Many sections that are all of the file would be read many times.
  @Test
  void shouldRefuseSectionsThatOverlap() {
    SectionHeader all = section(SectionHeader.NOTE, 0, 100, 0);

    assertThat(withSections(new byte[100], all).sections(SectionHeader.NOTE)).containsExactly(all);
    assertThatThrownBy(() -> withSections(new byte[0], all, all, all).sections(SectionHeader.NOTE))
        .isInstanceOf(ElfFormatException.class)
        .hasMessage("3 sections of type 7 overlap: 300 bytes of a file of 256");
  }

  /// Many symbols of one long name would be many times as long as the file.
  @Test
  void shouldRefuseNamesThatOverlap() {
    int length = 4000;
    byte[] content = new byte[length + 1 + 20 * Symbol.SIZE];
    Arrays.fill(content, 0, length, (byte) 'x');
    for (int i = 0; i < 20; i++) {
      ByteBuffer at = ByteBuffer.wrap(content, length + 1 + i * Symbol.SIZE, Symbol.SIZE);
      Symbol.localFunction(0, 1, 64, 0).write(at.order(ByteOrder.LITTLE_ENDIAN));
    }
    SectionHeader names = section(SectionHeader.STRTAB, ElfHeader.SIZE, length + 1, 0);
    int first = ElfHeader.SIZE + length + 1;

    for (int symbols : new int[] {16, 17}) {
      SectionHeader table = section(SectionHeader.SYMTAB, first, symbols * Symbol.SIZE, 1);
      ElfFile file = withSections(content, table, names);
      Stream<SymbolTable.Named> read = SymbolTable.of(file).getFirst().defined();
      if (symbols == 16) {
        assertThat(read).hasSize(16);
      } else {
        assertThatThrownBy(read::toList)
            .isInstanceOf(ElfFormatException.class)
            .hasMessage("names of symbols overlap: more than 16 times their table of 4001 bytes");
      }
    }
  }

  private static SectionHeader section(int type, long offset, long size, int link) {
    return new SectionHeader(0, type, 0, 0, offset, size, link, 0, 1, 0);
  }

  /// A file that has nothing but a header, some content and sections.
  private static ElfFile withSections(byte[] content, SectionHeader... sections) {
    int table = ElfHeader.SIZE + content.length;
    ByteBuffer file =
        ByteBuffer.allocate(table + sections.length * SectionHeader.SIZE)
            .order(ByteOrder.LITTLE_ENDIAN);
    new ElfHeader(ElfMachine.X86_64, 0, table, sections.length, 0).write(file);
    file.put(content);
    for (SectionHeader section : sections) {
      section.write(file);
    }
    return ElfFile.read(file.flip());
  }

  /// Headers and notes are where damage matters.
  private static int interesting(Random random, int length) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(ElfHeader.SIZE);
      case 1 -> Math.max(0, length - 1 - random.nextInt(4096));
      default -> random.nextInt(length);
    };
  }

  private static byte[] image() {
    return Images.withTwoProbes(ImageLayout.of(SiteInstruction.NOP5, 4));
  }

  private static boolean read(ByteBuffer bytes) {
    try {
      ElfFile file = ElfFile.read(bytes);
      for (SectionHeader section : file.sections()) {
        if (file.name(section).equals(".note.stapsdt")) {
          ProbeNote.readAll(file.contents(section));
        }
      }
      for (SymbolTable table : SymbolTable.of(file)) {
        table
            .defined()
            .forEach(
                named ->
                    file.offsetOf(named.symbol().value(), ProgramHeader.EXECUTE)
                        .ifPresent(offset -> assertThat(file.bytes(offset, 5)).isNotEmpty()));
      }
      return true;
    } catch (ElfFormatException expected) {
      return false;
    }
  }
}
