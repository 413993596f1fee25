package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds the piece of code that an address belongs to, as `CodeCache::find_blob` does.
///
/// A code heap is divided into segments; a byte for each says how many segments back its block
/// begins, 255 for a free one; a distance too large for a byte takes several hops
/// (`memory/heap.cpp`).
final class CodeCache {
  private static final int FREE = 0xFF;
  private static final int MOST_HEAPS = 8;
  private static final int MOST_NAME_BYTES = 64;

  private final VmView memory;
  private final CodeLayout layout;
  private final Heap[] heaps;
  private final long interpreterBegin;
  private final long interpreterEnd;
  private final long callStubReturn;

  /// What of a heap does not change: its memory only grows, within the space reserved. Addresses
  /// beyond what it has by now have no segment, or can't be read.
  private record Heap(long address, long low, long limit, long segmap, int log2SegmentSize) {}

  CodeCache(VmView memory, CodeLayout layout) throws VmFault, UndecodableException {
    this.memory = memory;
    this.layout = layout;
    this.heaps = heaps(memory, layout);
    long queue = memory.longAt(layout.interpreter());
    interpreterBegin = memory.longAt(queue + layout.stubBuffer());
    interpreterEnd = interpreterBegin + memory.intAt(queue + layout.stubBufferLimit());
    callStubReturn = memory.longAt(layout.callStubReturn());
  }

  /// The code cache never gives memory back, so what it has by now may be read as it is. It grows:
  /// to be called before each use.
  void readAsItIs() {
    for (Heap heap : heaps) {
      lasts(heap.low(), heap.address() + layout.heapMemory());
      lasts(heap.segmap(), heap.address() + layout.heapSegmap());
    }
  }

  /// @param space a `VirtualSpace` within a `CodeHeap`, which is never freed either
  private void lasts(long low, long space) {
    memory.lasts(low, memory.lastingLongAt(space + layout.spaceHigh()) - low);
  }

  private static Heap[] heaps(VmView memory, CodeLayout layout)
      throws VmFault, UndecodableException {
    long array = memory.longAt(layout.heaps());
    int count = memory.intAt(array + layout.arrayLength());
    if (count < 1 || count > MOST_HEAPS) {
      throw new UndecodableException(Outcome.INCONSISTENT, "code heaps: count=" + count);
    }
    long data = memory.longAt(array + layout.arrayData());
    var heaps = new Heap[count];
    for (int i = 0; i < count; i++) {
      long heap = memory.longAt(data + (long) i * Long.BYTES);
      heaps[i] =
          new Heap(
              heap,
              memory.longAt(heap + layout.heapMemory() + layout.spaceLow()),
              memory.longAt(heap + layout.heapMemory() + layout.spaceHighBoundary()),
              memory.longAt(heap + layout.heapSegmap() + layout.spaceLow()),
              memory.intAt(heap + layout.heapLog2SegmentSize()));
    }
    return heaps;
  }

  boolean interprets(long pc) {
    return pc >= interpreterBegin && pc < interpreterEnd;
  }

  /// Whether Java code called from the VM returns there.
  boolean entersJava(long pc) {
    return pc == callStubReturn;
  }

  /// Whether an address lies in the code cache, in code or not.
  boolean has(long pc) {
    for (Heap heap : heaps) {
      if (pc >= heap.low() && pc < heap.limit()) {
        return true;
      }
    }
    return false;
  }

  /// The code at an address.
  CodeBlob at(long pc) throws VmFault, UndecodableException {
    for (Heap heap : heaps) {
      if (pc >= heap.low() && pc < heap.limit()) {
        CodeBlob found = blobAt(block(heap, pc), pc);
        if (found != null) {
          return found;
        }
      }
    }
    throw new UndecodableException(Outcome.INCONSISTENT, "no code at pc=0x" + Long.toHexString(pc));
  }

  private long block(Heap heap, long pc) throws VmFault, UndecodableException {
    long segment = (pc - heap.low()) >>> heap.log2SegmentSize();
    int back = memory.byteAt(heap.segmap() + segment);
    if (back == FREE) {
      throw new UndecodableException(
          Outcome.INCONSISTENT, "free code at pc=0x" + Long.toHexString(pc));
    }
    while (back > 0) {
      segment -= back;
      back = segment < 0 ? FREE : memory.byteAt(heap.segmap() + segment);
      if (back == FREE) {
        throw new UndecodableException(Outcome.INCONSISTENT, "segment map of the code cache");
      }
    }
    return heap.low() + (segment << heap.log2SegmentSize());
  }

  /// Whether a piece of code found before is in use, or another that begins there.
  boolean isStillAt(CodeBlob blob) throws VmFault {
    long block = blob.address() - layout.blockSize();
    for (Heap heap : heaps) {
      if (block >= heap.low() && block < heap.limit()) {
        long segment = (block - heap.low()) >>> heap.log2SegmentSize();
        return memory.byteAt(heap.segmap() + segment) == 0
            && memory.byteAt(block + layout.blockUsed()) != 0;
      }
    }
    return false;
  }

  private @Nullable CodeBlob blobAt(long block, long pc) throws VmFault {
    if (memory.byteAt(block + layout.blockUsed()) == 0) {
      return null;
    }
    long blob = block + layout.blockSize();
    int size = memory.intAt(blob + layout.blobSize());
    if (pc < blob || pc >= blob + size) {
      return null;
    }
    return new CodeBlob(
        blob,
        size,
        memory.byteAt(blob + layout.blobKind()),
        memory.intAt(blob + layout.blobFrameSize()),
        blob + memory.intAt(blob + layout.blobCodeOffset()));
  }

  /// The name HotSpot gave a piece of code.
  String name(CodeBlob blob) throws VmFault {
    long text = memory.longAt(blob.address() + layout.blobName());
    int length = 0;
    while (length < MOST_NAME_BYTES && memory.byteAt(text + length) != 0) {
      length++;
    }
    return new String(memory.bytesAt(text, length), StandardCharsets.ISO_8859_1);
  }
}
