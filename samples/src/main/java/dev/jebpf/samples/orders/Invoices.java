package dev.jebpf.samples.orders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// Makes an invoice of every order, on two threads behind a bounded queue: renders, compresses,
/// signs, writes and forces it to the disk. When the queue is full the caller does the work.
public final class Invoices implements AutoCloseable {
  private static final int FILES = 500;

  private final Path directory;
  private final KeyPair key;
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          2,
          2,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(256),
          Thread.ofPlatform().name("invoice-", 0).factory(),
          new ThreadPoolExecutor.CallerRunsPolicy());

  Invoices(Path directory) throws IOException, GeneralSecurityException {
    this.directory = Files.createDirectories(directory);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    key = generator.generateKeyPair();
  }

  /// Queues the invoice of an order.
  public void submit(Order order) {
    workers.execute(() -> write(order));
  }

  /// Makes the invoice. The directory keeps the newest 500 or so: an invoice replaces an old one.
  public void write(Order order) {
    try {
      byte[] body = compress(render(order));
      byte[] signature = sign(body);
      Path file = file(order.id());
      try (FileChannel out =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        out.write(new ByteBuffer[] {ByteBuffer.wrap(body), ByteBuffer.wrap(signature)});
        out.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("invoice of order " + order.id(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing invoice of order " + order.id(), e);
    }
  }

  /// The invoice's bytes, if it has been written.
  public Optional<byte[]> read(long id) throws IOException {
    Path file = file(id);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private Path file(long id) {
    return directory.resolve("invoice-" + id % FILES + ".gz");
  }

  private static byte[] render(Order order) {
    StringBuilder text = new StringBuilder(32 * 1024);
    for (int line = 1; line <= 200; line++) {
      text.append(
          "%4d  %-12s %6d x %8d cents  %s%n"
              .formatted(line, order.item(), order.quantity(), order.cents(), order.customer()));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compress(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  private byte[] sign(byte[] body) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(body);
    return signature.sign();
  }

  /// Finishes what is queued.
  @Override
  public void close() {
    workers.close();
  }
}
