package dev.jebpf.usdt.image;

import dev.jebpf.elf.SectionHeader;
import dev.jebpf.elf.StringTable;
import dev.jebpf.elf.Symbol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The notes, symbols and strings of a file: what tools list. Whoever reads the file while it
/// changes sees the tables of before or of after, never a mixture. Not thread-safe.
public final class ProbeTables {
  private static final int GROWING_HEADERS = 3 * SectionHeader.SIZE;

  private final ImageLayout layout;
  private final Storage storage;
  private int side;
  private Fill fill = new Fill(0, 0, 0);

  /// Bytes used of each section.
  record Fill(int notes, int symbols, int strings) {}

  /// The tables of a new file.
  public ProbeTables(ImageLayout layout, Storage storage) {
    this.layout = layout;
    this.storage = storage;
  }

  /// Adds a probe.
  ///
  /// @return false, and nothing is changed, when there is no room for its note
  public boolean add(ProbeEntry entry) throws IOException {
    return write(side, fill, List.of(entry));
  }

  /// Leaves these probes and no others. They must have been there before.
  public void retain(List<ProbeEntry> entries) throws IOException {
    if (!write(1 - side, new Fill(0, 0, 0), entries)) {
      throw new IllegalArgumentException(entries.size() + " probes are more than there were");
    }
  }

  private boolean write(int target, Fill start, List<ProbeEntry> entries) throws IOException {
    Additions additions = Additions.of(layout, start, entries);
    Fill end = additions.end();
    if (end.notes > layout.notes().size()
        || end.symbols > layout.symbols().size()
        || end.strings > layout.strings().size()) {
      return false;
    }
    storage.write(layout.notes().offset(target) + start.notes, additions.notes);
    storage.write(layout.symbols().offset(target) + start.symbols, additions.symbols);
    storage.write(layout.strings().offset(target) + start.strings, additions.strings);
    publish(target, end);
    return true;
  }

  private void publish(int target, Fill end) throws IOException {
    ByteBuffer headers = buffer(GROWING_HEADERS);
    Sections.writeGrowing(headers, layout, target, end);
    storage.write(
        layout.sectionHeaders() + (long) Sections.NOTES * SectionHeader.SIZE, headers.flip());
    side = target;
    fill = end;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// What is appended to each section.
  private record Additions(Fill start, ByteBuffer notes, ByteBuffer symbols, ByteBuffer strings) {
    static Additions of(ImageLayout layout, Fill start, List<ProbeEntry> entries) {
      List<ProbeNote> stapsdt = entries.stream().map(entry -> entry.note(layout)).toList();
      ByteBuffer notes = buffer(stapsdt.stream().mapToInt(ProbeNote::size).sum());
      stapsdt.forEach(note -> note.write(notes));

      boolean first = start.symbols == 0;
      StringTable names = new StringTable();
      int shift = first ? 0 : start.strings - 1;
      ByteBuffer symbols = buffer((2 * entries.size() + (first ? 1 : 0)) * Symbol.SIZE);
      if (first) {
        Symbol.NULL.write(symbols);
      }
      for (ProbeEntry entry : entries) {
        int site = entry.site();
        int name = shift + names.add(entry.symbol());
        int semaphore = shift + names.add(entry.semaphoreSymbol());
        Symbol.localFunction(name, Sections.TEXT, layout.site(site), SiteInstruction.SIZE)
            .write(symbols);
        Symbol.localObject(
                semaphore, Sections.SEMAPHORES, layout.semaphore(site), ImageLayout.SEMAPHORE_SIZE)
            .write(symbols);
      }
      ByteBuffer strings = ByteBuffer.wrap(names.toBytes());
      strings.position(first ? 0 : 1);
      return new Additions(start, notes.flip(), symbols.flip(), strings);
    }

    Fill end() {
      return new Fill(
          start.notes + notes.remaining(),
          start.symbols + symbols.remaining(),
          start.strings + strings.remaining());
    }
  }
}
