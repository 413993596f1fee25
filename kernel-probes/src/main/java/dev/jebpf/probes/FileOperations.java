package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.Inode;
import dev.jebpf.probes.kernel.TaskStruct;

/// Totals and records of operations on regular files.
final class FileOperations {
  private final Helpers helpers;
  private final MappedArray<ProbeTable> table;
  private final FileNames names;
  private final HotSpotThread hotSpot;
  private final OperationStacks stacks;
  private final RingBuffer ring;
  private final Totals totals;
  private final CallNote note;

  /// @param note of the calls that are measured
  FileOperations(
      Helpers helpers,
      MappedArray<ProbeTable> table,
      HotSpotThread hotSpot,
      OperationStacks stacks,
      RingBuffer ring,
      Totals totals,
      CallNote note) {
    this.helpers = helpers;
    this.table = table;
    this.names = new FileNames(helpers);
    this.hotSpot = hotSpot;
    this.stacks = stacks;
    this.ring = ring;
    this.totals = totals;
    this.note = note;
  }

  /// An operation of the current task has come back.
  ///
  /// @param kind a `FILE_` number of [RecordKind]
  /// @param file a null pointer when there is none: then `path` is the address of its path, in user
  /// space or the kernel, or 0
  /// @param descriptor the file's, or -1 when it has none or none is known
  void finished(
      int kind,
      TaskStruct task,
      Slot slot,
      long end,
      long result,
      FileStruct file,
      int descriptor,
      long path,
      long argument) {
    long start = note.enteredAt(slot);
    long bytes = kind == Kinds.FILE_READ || kind == Kinds.FILE_WRITE ? result : 0;
    totals.add(kind, result, bytes, end - start);
    if (end - start < table.at(0).threshold(kind & RecordKind.ROWS - 1)) {
      return;
    }
    FileRecord entry = ring.reserve(FileRecord.class);
    if (entry == null) {
      totals.dropped(kind);
      return;
    }
    entry.kind(kind);
    entry.size(FileRecord.SIZE);
    entry.tid(slot.tid());
    entry.javaThread(hotSpot.javaThread(task, slot));
    entry.spanId(slot.spanId());
    entry.waker(slot.waker());
    entry.start(start);
    entry.duration(end - start);
    entry.result(result);
    entry.operation((int) note.call(slot) - 1);
    entry.descriptor(descriptor);
    entry.argument(argument);
    Inode inode = file.inode();
    entry.inode(inode.number());
    entry.device(inode.superBlock().device());
    if (helpers.address(file) != 0) {
      names.walk(entry, file);
    } else {
      asGiven(entry, path);
    }
    entry.stack(stacks.over(task, slot, entry.duration()));
    ring.submit(entry, 0);
  }

  /// The upper half of the addresses is the kernel's.
  private void asGiven(FileRecord entry, long path) {
    int length =
        path < 0
            ? helpers.probeReadKernelStr(entry.name(), FileRecord.NAME_BYTES, path)
            : helpers.probeReadUserStr(entry.name(), FileRecord.NAME_BYTES, path);
    entry.nameLength(length > 0 ? length : 0);
    entry.components(0);
    entry.complete(0);
  }
}
