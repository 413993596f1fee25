package dev.jebpf.catalog.user;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.elf.ProgramHeader;
import dev.jebpf.elf.SectionHeader;
import dev.jebpf.usdt.image.ProbeNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Makes probes of the notes of a file. A note whose site is not in executable memory, or is no
/// `nop`, is not believed: a breakpoint somewhere else would break the program.
final class ProbeNotes {
  /// The instructions that `<sys/sdt.h>` and its successors leave for tracers: one byte, or a first
  /// one of five (`nopl 0x0(%rax,%rax,1)`).
  private static final List<List<Integer>> X86_NOPS =
      List.of(List.of(0x90), List.of(0x0f, 0x1f, 0x44, 0x00, 0x00));

  private static final List<List<Integer>> AARCH64_NOPS = List.of(List.of(0x1f, 0x20, 0x03, 0xd5));

  private record Name(String provider, String name) {}

  private final ElfFile elf;
  private final ElfMachine machine;

  /// Where section `.stapsdt.base` is now: a note says where it was when the file was linked, and
  /// prelink(8) moves everything by the same distance. 0 where there is none.
  private final long base;

  ProbeNotes(ElfFile elf, ElfMachine machine) {
    this.elf = elf;
    this.machine = machine;
    this.base = elf.section(".stapsdt.base").map(SectionHeader::address).orElse(0L);
  }

  List<UserProbe> read() {
    Map<Name, List<UserProbe.Site>> sites = new LinkedHashMap<>();
    for (SectionHeader section : elf.sections(SectionHeader.NOTE)) {
      if (elf.name(section).equals(".note.stapsdt")) {
        ProbeNote.readAll(elf.contents(section)).forEach(note -> add(sites, note));
      }
    }
    return sites.entrySet().stream()
        .map(probe -> new UserProbe(probe.getKey().provider, probe.getKey().name, probe.getValue()))
        .sorted(Comparator.comparing(UserProbe::provider).thenComparing(UserProbe::name))
        .toList();
  }

  private void add(Map<Name, List<UserProbe.Site>> sites, ProbeNote note) {
    long moved = base == 0 || note.base() == 0 ? 0 : base - note.base();
    OptionalLong site = elf.offsetOf(note.pc() + moved, ProgramHeader.EXECUTE);
    OptionalLong semaphore =
        note.semaphore() == 0
            ? OptionalLong.of(0)
            : elf.offsetOf(note.semaphore() + moved, ProgramHeader.WRITE);
    if (site.isEmpty() || !isNop(site.getAsLong()) || semaphore.isEmpty()) {
      return;
    }
    sites
        .computeIfAbsent(new Name(note.provider(), note.name()), _ -> new ArrayList<>())
        .add(
            new UserProbe.Site(
                site.getAsLong(),
                semaphore.getAsLong(),
                NoteArguments.parse(machine, note.arguments())));
  }

  private boolean isNop(long offset) {
    List<List<Integer>> nops =
        switch (machine) {
          case X86_64 -> X86_NOPS;
          case AARCH64 -> AARCH64_NOPS;
        };
    return nops.stream().anyMatch(nop -> begins(elf.bytes(offset, nop.size()), nop));
  }

  private static boolean begins(byte[] bytes, List<Integer> nop) {
    for (int i = 0; i < nop.size(); i++) {
      if (i >= bytes.length || Byte.toUnsignedInt(bytes[i]) != nop.get(i)) {
        return false;
      }
    }
    return true;
  }
}
