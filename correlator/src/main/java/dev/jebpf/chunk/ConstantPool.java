package dev.jebpf.chunk;

/// Constants of one type: those the readers of the chunk have, and those that go into the next
/// checkpoint.
final class ConstantPool {
  private final long typeId;
  private final ChunkBuffer pending = new ChunkBuffer(256);
  private int count;

  ConstantPool(long typeId) {
    this.typeId = typeId;
  }

  /// Where the fields of a new constant go.
  ChunkBuffer add(long key) {
    count++;
    pending.number(key);
    return pending;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// Writes what is new and forgets it.
  void writeTo(ChunkBuffer checkpoint) {
    checkpoint.number(typeId);
    checkpoint.number(count);
    checkpoint.append(pending);
    pending.clear();
    count = 0;
  }
}
