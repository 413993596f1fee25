package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A chunk of a JVM that has its threads' fields in another order and its metadata behind its
/// checkpoints, and writes sizes as short as can be.
final class SyntheticChunk {
  /// A constant of a thread.
  record ThreadConstant(long javaId, long osId, String name, boolean virtual) {}

  private static final long OTHER_EVENT = 77;
  private static final ChunkClock CLOCK = new ChunkClock(1_000, 1, 1_000_000_000);

  private final String osIdType;
  private final ChunkBuffer bytes = new ChunkBuffer(1024);
  private long lastCheckpoint;

  private SyntheticChunk(String osIdType) {
    this.osIdType = osIdType;
    bytes.append(ByteBuffer.allocate(ChunkHeader.BYTES));
  }

  /// Writes one with a checkpoint for each of the lists, and some events between.
  static RecordingChunk write(Path path, List<List<ThreadConstant>> checkpoints)
      throws IOException {
    return write(path, "long", checkpoints);
  }

  /// @param osIdType the type of the field `osThreadId`
  static RecordingChunk write(Path path, String osIdType, List<List<ThreadConstant>> checkpoints)
      throws IOException {
    var chunk = new SyntheticChunk(osIdType);
    for (List<ThreadConstant> threads : checkpoints) {
      chunk.other();
      chunk.checkpoint(threads);
    }
    chunk.other();
    ChunkHeader header = chunk.metadata();
    Files.write(path, chunk.complete(header));
    try (FileChannel file = FileChannel.open(path)) {
      return RecordingChunk.of(path, file).getFirst();
    }
  }

  private byte[] complete(ChunkHeader header) {
    byte[] all = new byte[bytes.size()];
    bytes.view().get(all);
    header.bytes().get(all, 0, ChunkHeader.BYTES);
    return all;
  }

  private void other() {
    var event = new ChunkBuffer(64);
    event.number(OTHER_EVENT);
    event.text("something else");
    append(event);
  }

  private void append(ChunkBuffer event) {
    var sized = new ChunkBuffer(16);
    int width = 0;
    do {
      width++;
      sized.clear();
      sized.number(event.size() + width);
    } while (sized.size() > width);
    bytes.append(sized);
    bytes.append(event);
  }

  private void checkpoint(List<ThreadConstant> threads) {
    var event = new ChunkBuffer(1024);
    event.number(1);
    event.number(10);
    event.number(0);
    event.number(lastCheckpoint == 0 ? 0 : lastCheckpoint - bytes.size());
    event.flag(true);
    event.number(2);
    event.number(5);
    event.number(1);
    things(event);
    event.number(4);
    event.number(threads.size());
    threads.forEach(thread -> thread(event, thread));
    lastCheckpoint = bytes.size();
    append(event);
  }

  private static void thread(ChunkBuffer event, ThreadConstant thread) {
    event.number(thread.javaId());
    event.flag(thread.virtual());
    event.number(thread.javaId());
    event.text(thread.name());
    event.append(ByteBuffer.allocate(Double.BYTES));
    event.number(thread.osId());
  }

  /// One of each kind of string and of everything else.
  private static void things(ChunkBuffer event) {
    event.number(1);
    event.number(7);
    for (String text : new String[] {null, "", "text"}) {
      event.text(text);
    }
    event.textConstant(9);
    event.number(ChunkBuffer.CHARACTERS);
    event.number(2);
    event.number('a');
    event.number('\u20ac');
    event.number(ChunkBuffer.LATIN1);
    event.number(1);
    event.flag(true);
    event.text("last");
    event.append(ByteBuffer.allocate(Float.BYTES));
    event.number(Long.MIN_VALUE);
  }

  private ChunkHeader metadata() {
    var root = new MetadataElement("root");
    MetadataElement metadata = root.add("metadata");
    type(metadata, 1, "long");
    type(metadata, 2, "boolean");
    type(metadata, 3, StandardTypes.STRING);
    type(metadata, 6, "double");
    type(metadata, 7, "float");
    type(metadata, 8, "int");
    MetadataElement thread = type(metadata, 4, StandardTypes.THREAD);
    field(thread, "virtual", 2);
    field(thread, "javaThreadId", 1);
    field(thread, "javaName", 3);
    field(thread, "weight", 6);
    field(thread, "osThreadId", osIdType.equals("long") ? 1 : 8);
    MetadataElement things = type(metadata, 5, "test.Things");
    field(things, "texts", 3).attribute("dimension", 1);
    field(things, "inner", 9);
    MetadataElement inner = type(metadata, 9, "test.Inner");
    field(inner, "ratio", 7);
    field(inner, "key", 5).attribute("constantPool", true);
    var event = new ChunkBuffer(1024);
    for (long number : new long[] {0, 1, 0, 4711}) {
      event.number(number);
    }
    root.writeTo(event);
    long at = bytes.size();
    append(event);
    return new ChunkHeader(bytes.size(), lastCheckpoint, at, CLOCK, 1_000, 0);
  }

  private static MetadataElement type(MetadataElement metadata, int id, String name) {
    return metadata.add("class").attribute("name", name).attribute("id", id);
  }

  private static MetadataElement field(MetadataElement type, String name, int of) {
    return type.add("field").attribute("name", name).attribute("class", of);
  }
}
