package dev.jebpf.usdt.image;

import static dev.jebpf.usdt.image.Images.ORDER_PLACED;
import static dev.jebpf.usdt.image.Images.ORDER_SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.SectionHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTablesTest {
  private static final ImageLayout LAYOUT = ImageLayout.of(SiteInstruction.NOP5, 64);

  private final Images.Memory memory = Images.empty(LAYOUT);
  private final ProbeTables tables = new ProbeTables(LAYOUT, memory);

  @Test
  void shouldListNothingAtFirst() {
    assertThat(listed(memory.bytes())).isEmpty();
  }

  @Test
  void shouldListWhatWasAdded() throws IOException {
    assertThat(tables.add(ORDER_PLACED)).isTrue();
    assertThat(tables.add(ORDER_SHIPPED)).isTrue();

    assertThat(listed(memory.bytes()))
        .containsExactly(ORDER_PLACED.note(LAYOUT), ORDER_SHIPPED.note(LAYOUT));
    assertThat(symbols(memory.bytes()))
        .containsExactly(
            "",
            "acme_order_placed",
            "acme_order_placed_semaphore",
            "acme_order_shipped",
            "acme_order_shipped_semaphore");
  }

  @Test
  void shouldListWhatWasRetainedAndAddToIt() throws IOException {
    tables.add(ORDER_PLACED);
    tables.add(ORDER_SHIPPED);
    tables.retain(List.of(ORDER_SHIPPED));
    assertThat(listed(memory.bytes())).containsExactly(ORDER_SHIPPED.note(LAYOUT));

    ProbeEntry again = new ProbeEntry(0, "acme", "order_lost", "");
    tables.add(again);
    assertThat(listed(memory.bytes()))
        .containsExactly(ORDER_SHIPPED.note(LAYOUT), again.note(LAYOUT));
    assertThat(symbols(memory.bytes())).contains("acme_order_shipped", "acme_order_lost");

    tables.retain(List.of());
    assertThat(listed(memory.bytes())).isEmpty();
  }

  @Test
  void shouldRefuseWhatHasNoRoom() throws IOException {
    String name = "x".repeat(LAYOUT.notes().size() / 2 - 40);
    assertThat(tables.add(new ProbeEntry(0, "p", name, ""))).isFalse();
    assertThat(listed(memory.bytes())).isEmpty();
    assertThat(tables.add(ORDER_PLACED)).isTrue();
  }

  /// A tool may read the file between any two of our writes.
  @Test
  void shouldBeWholeAfterEachWrite() throws IOException {
    List<byte[]> moments = new ArrayList<>();
    Storage watched =
        (offset, bytes) -> {
          memory.write(offset, bytes);
          moments.add(memory.bytes());
        };
    ProbeTables changing = new ProbeTables(LAYOUT, watched);
    changing.add(ORDER_PLACED);
    changing.add(ORDER_SHIPPED);
    changing.retain(List.of(ORDER_PLACED));
    changing.retain(List.of(ORDER_PLACED));

    ProbeNote placed = ORDER_PLACED.note(LAYOUT);
    ProbeNote shipped = ORDER_SHIPPED.note(LAYOUT);
    assertThat(moments).hasSize(16);
    for (byte[] moment : moments) {
      assertThat(listed(moment)).isIn(List.of(), List.of(placed), List.of(placed, shipped));
      assertThat(symbols(moment).size()).isIn(0, 3, 5);
    }
  }

  private static List<ProbeNote> listed(byte[] image) {
    ElfFile file = ElfFile.read(ByteBuffer.wrap(image));
    return ProbeNote.readAll(file.contents(file.section(".note.stapsdt").orElseThrow()));
  }

  private static List<String> symbols(byte[] image) {
    ElfFile file = ElfFile.read(ByteBuffer.wrap(image));
    SectionHeader header = file.section(".symtab").orElseThrow();
    ByteBuffer symbols = file.contents(header);
    ByteBuffer strings = file.contents(file.sections().get(header.link()));
    List<String> names = new ArrayList<>();
    while (symbols.hasRemaining()) {
      names.add(ElfFile.string(strings, symbols.getInt(symbols.position())));
      symbols.position(symbols.position() + (int) header.entrySize());
    }
    return names;
  }
}
