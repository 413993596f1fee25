package dev.jebpf.usdt.image;

import dev.jebpf.elf.ElfMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Files of probes in memory.
public final class Images {
  public static final ProbeEntry ORDER_PLACED =
      new ProbeEntry(0, "acme", "order_placed", "-8@%rdi 8@%rsi");
  public static final ProbeEntry ORDER_SHIPPED = new ProbeEntry(1, "acme", "order_shipped", "");

  private Images() {}

  /// A buffer that grows; bytes never written are zero, as in a file with holes.
  public static final class Memory implements Storage {
    private byte[] bytes = {};

    @Override
    public void write(long offset, ByteBuffer written) {
      int end = (int) offset + written.remaining();
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, end);
      }
      written.get(bytes, (int) offset, written.remaining());
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  public static byte[] buildId() {
    byte[] id = new byte[ImageLayout.BUILD_ID_SIZE];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) (0xa0 + i);
    }
    return id;
  }

  public static Memory empty(ImageLayout layout) {
    Memory memory = new Memory();
    memory.write(0, EmptyImage.bytes(layout, buildId()));
    return memory;
  }

  public static byte[] withTwoProbes(ImageLayout layout) {
    boolean x86 = layout.machine() == ElfMachine.X86_64;
    ProbeEntry placed =
        new ProbeEntry(0, "acme", "order_placed", x86 ? ORDER_PLACED.arguments() : "-8@x0 8@x1");
    return with(layout, List.of(placed, ORDER_SHIPPED));
  }

  public static byte[] with(ImageLayout layout, List<ProbeEntry> entries) {
    Memory memory = empty(layout);
    ProbeTables tables = new ProbeTables(layout, memory);
    try {
      for (ProbeEntry entry : entries) {
        tables.add(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return memory.bytes();
  }
}
