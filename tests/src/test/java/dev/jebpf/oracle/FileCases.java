package dev.jebpf.oracle;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Cases on files and pipes.
final class FileCases {
  private static final int PAGE = 4096;
  private static final long COLD_BYTES = 256L << 20;

  private FileCases() {}

  /// A writer writes 200 ms after the reader has begun.
  static final class Fifo implements CaseBody {
    private final CountDownLatch begun = new CountDownLatch(1);
    private @Nullable FileInputStream in;

    @Override
    public void prepare(Path directory) throws Exception {
      String fifo = directory.resolve("fifo").toString();
      CaseBody.command("mkfifo", fifo);
      var _ = CaseBody.beside(() -> write(fifo));
      in = new FileInputStream(fifo);
    }

    private void write(String fifo) throws Exception {
      try (var out = new FileOutputStream(fifo)) {
        begun.await();
        Thread.sleep(AMOUNT / 1_000_000);
        out.write(1);
      }
    }

    @Override
    public void work() throws Exception {
      begun.countDown();
      int _ = in.read();
    }
  }

  /// Small writes, each forced to the disk, until 200 ms are over.
  static final class Fsync implements CaseBody {
    private @Nullable FileChannel file;

    @Override
    public void prepare(Path directory) throws Exception {
      file = FileChannel.open(directory.resolve("synced"), CREATE, WRITE);
    }

    @Override
    public void work() throws Exception {
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
      long end = System.nanoTime() + AMOUNT;
      while (System.nanoTime() < end) {
        page.clear();
        file.write(page);
        file.force(true);
      }
    }
  }

  /// A file that no page cache holds, read or touched at random places until 200 ms are over.
  private abstract static class Cold implements CaseBody {
    private final SplittableRandom random = new SplittableRandom(42);

    /// Writes the file and has the kernel forget its pages (dd's `nocache` is
    /// `POSIX_FADV_DONTNEED`).
    @Override
    public void setUp(Path directory) throws Exception {
      Path file = directory.resolve("cold");
      try (var channel = FileChannel.open(file, CREATE, WRITE)) {
        ByteBuffer megabyte = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < COLD_BYTES; at += megabyte.capacity()) {
          channel.write(megabyte.clear());
        }
        channel.force(true);
      }
      CaseBody.command("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
    }

    @Override
    public final void work() throws Exception {
      long end = System.nanoTime() + AMOUNT;
      while (System.nanoTime() < end) {
        touch(random.nextLong(COLD_BYTES / PAGE) * PAGE);
      }
    }

    abstract void touch(long offset) throws Exception;
  }

  static final class ColdRead extends Cold {
    private final ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    private @Nullable FileChannel file;

    @Override
    public void prepare(Path directory) throws Exception {
      file = FileChannel.open(directory.resolve("cold"), READ);
    }

    @Override
    void touch(long offset) throws Exception {
      file.read(block.clear(), offset);
    }
  }

  static final class ColdFaults extends Cold {
    private @Nullable MappedByteBuffer pages;
    private int sum;

    @Override
    public void prepare(Path directory) throws Exception {
      try (var file = FileChannel.open(directory.resolve("cold"), READ)) {
        pages = file.map(FileChannel.MapMode.READ_ONLY, 0, COLD_BYTES);
      }
    }

    @Override
    void touch(long offset) {
      sum += pages.get((int) offset);
    }
  }
}
