package dev.jebpf.hotspot.stack;

import dev.jebpf.probes.RecordKind;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// Places in which a thread does an operation and notes its own stack trace, both on one line: from
/// the method of that line on the two are equal.
final class OperationPlaces {
  /// A place.
  ///
  /// @param kind of the operation
  /// @param top the method that it was in
  /// @param body does it, and returns the stack trace from the method on that does
  record Place(RecordKind kind, String top, Callable<List<String>> body) {}

  /// What may fail.
  private interface Action {
    void run() throws IOException;
  }

  private static final String READ = "java.io.FileInputStream.readBytes:";
  private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
  private static final int BYTES = 64;

  private OperationPlaces() {}

  static Map<String, Place> all(Path file) throws IOException {
    Files.write(file, new byte[1 << 16]);
    var places = new LinkedHashMap<String, Place>();
    places.put("read", new Place(RecordKind.FILE_READ, READ, reading(file, 0)));
    places.put("second read", new Place(RecordKind.FILE_READ, READ, reading(file, 1)));
    places.put("read in lambdas", new Place(RecordKind.FILE_READ, READ, lambdas(file)));
    places.put("open", open(file));
    places.put("write", write(file));
    places.put("fsync", sync(file));
    places.put("connect", connect());
    places.put("accept", accept());
    places.put("send", send());
    places.put("receive", receive());
    places.put("receive with a timeout", receiveWithTimeout());
    places.put("close", close());
    return places;
  }

  /// The calling thread's stack trace, from the method that calls this on.
  ///
  /// @param done what an operation has returned
  private static List<String> here(int done) {
    if (done < -1) {
      throw new IllegalStateException("done=" + done);
    }
    List<String> lines = Stacks.lines(Thread.currentThread().getStackTrace());
    return lines.subList(2, lines.size());
  }

  private static int run(Action action) throws IOException {
    action.run();
    return 0;
  }

  /// @param before reads that are done at another line
  private static Callable<List<String>> reading(Path file, int before) {
    return () -> {
      try (var in = new FileInputStream(file.toFile())) {
        return outer(in, before);
      }
    };
  }

  private static List<String> outer(InputStream in, int before) throws IOException {
    return middle(in, before);
  }

  private static List<String> middle(InputStream in, int before) throws IOException {
    for (int i = 0; i < before; i++) {
      in.readNBytes(BYTES);
    }
    return inner(in);
  }

  private static List<String> inner(InputStream in) throws IOException {
    return here(in.read(new byte[BYTES]));
  }

  private static Callable<List<String>> lambdas(Path file) {
    return () -> {
      try (var in = new FileInputStream(file.toFile())) {
        return IntStream.range(0, 1).mapToObj(_ -> unchecked(() -> inner(in))).toList().getFirst();
      }
    };
  }

  private static List<String> unchecked(Callable<List<String>> body) {
    try {
      return body.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Place open(Path file) {
    return new Place(
        RecordKind.FILE_OPEN,
        "java.io.FileInputStream.open0:",
        () -> here(run(() -> new FileInputStream(file.toFile()).close())));
  }

  private static Place write(Path file) {
    return new Place(
        RecordKind.FILE_WRITE,
        "sun.nio.ch.UnixFileDispatcherImpl.pwrite0:",
        () -> {
          try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return here(channel.write(ByteBuffer.allocateDirect(BYTES), 0));
          }
        });
  }

  private static Place sync(Path file) {
    return new Place(
        RecordKind.FILE_SYNC,
        "sun.nio.ch.UnixFileDispatcherImpl.force0:",
        () -> {
          try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return here(run(() -> channel.force(true)));
          }
        });
  }

  private record Connection(Socket near, Socket far) implements AutoCloseable {
    static Connection open() throws IOException {
      try (var server = new ServerSocket(0, 1, LOCAL)) {
        var near = new Socket(LOCAL, server.getLocalPort());
        return new Connection(near, server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      far.close();
      near.close();
    }
  }

  private static Place connect() {
    return new Place(
        RecordKind.TCP_CONNECT,
        "sun.nio.ch.Net.connect0:",
        () -> {
          try (var server = new ServerSocket(0, 1, LOCAL)) {
            return here(run(() -> new Socket(LOCAL, server.getLocalPort()).close()));
          }
        });
  }

  private static Place accept() {
    return new Place(
        RecordKind.TCP_ACCEPT,
        "sun.nio.ch.Net.accept:",
        () -> {
          try (var server = new ServerSocket(0, 1, LOCAL);
              var _ = new Socket(LOCAL, server.getLocalPort())) {
            return here(run(() -> server.accept().close()));
          }
        });
  }

  private static Place send() {
    return new Place(
        RecordKind.TCP_SEND,
        "sun.nio.ch.SocketDispatcher.write0:",
        () -> {
          try (var connection = Connection.open()) {
            return here(run(() -> connection.near().getOutputStream().write(1)));
          }
        });
  }

  private static Place receive() {
    return receive(0);
  }

  private static Place receiveWithTimeout() {
    return receive(10_000);
  }

  private static Place receive(int timeout) {
    return new Place(
        RecordKind.TCP_RECEIVE,
        "sun.nio.ch.SocketDispatcher.read0:",
        () -> {
          try (var connection = Connection.open()) {
            connection.near().setSoTimeout(timeout);
            connection.far().getOutputStream().write(1);
            return here(connection.near().getInputStream().read());
          }
        });
  }

  private static Place close() {
    return new Place(
        RecordKind.TCP_CLOSE,
        "",
        () -> {
          try (var connection = Connection.open()) {
            return here(run(() -> connection.near().shutdownOutput()));
          }
        });
  }
}
