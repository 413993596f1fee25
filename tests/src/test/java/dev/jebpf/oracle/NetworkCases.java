package dev.jebpf.oracle;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Cases on loopback sockets and selectors.
final class NetworkCases {
  private NetworkCases() {}

  /// The other side writes 200 ms after the reader has begun.
  static final class Read implements CaseBody {
    private final int timeoutMillis;
    private final CountDownLatch begun = new CountDownLatch(1);
    private @Nullable Socket socket;

    Read(int timeoutMillis) {
      this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void prepare(Path directory) throws Exception {
      var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      var _ = CaseBody.beside(() -> write(server));
      socket = new Socket(server.getInetAddress(), server.getLocalPort());
      socket.setSoTimeout(timeoutMillis);
    }

    private void write(ServerSocket server) throws Exception {
      try (server;
          Socket client = server.accept()) {
        begun.await();
        Thread.sleep(AMOUNT / 1_000_000);
        client.getOutputStream().write(1);
      }
    }

    @Override
    public void work() throws Exception {
      begun.countDown();
      int _ = socket.getInputStream().read();
    }
  }

  /// A listener whose queue is full makes the kernel drop the connection request; it sends the next
  /// one a second later, by when there is room.
  static final class Connect implements CaseBody {
    private final int timeoutMillis;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Socket> queued = new ArrayList<>();
    private @Nullable SocketAddress address;

    Connect(int timeoutMillis) {
      this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void prepare(Path directory) throws Exception {
      var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      address = server.getLocalSocketAddress();
      for (int i = 0; i < 2; i++) {
        queued.add(new Socket(server.getInetAddress(), server.getLocalPort()));
      }
      var _ = CaseBody.beside(() -> acceptLate(server));
    }

    private void acceptLate(ServerSocket server) throws Exception {
      begun.await();
      Thread.sleep(AMOUNT / 1_000_000);
      while (true) {
        queued.add(server.accept());
      }
    }

    @Override
    public void work() throws Exception {
      begun.countDown();
      try (var socket = new Socket()) {
        socket.connect(address, timeoutMillis);
      }
    }
  }

  /// A selector over two channels that nobody writes to.
  static final class Select implements CaseBody {
    private @Nullable Selector selector;

    @Override
    public void prepare(Path directory) throws Exception {
      selector = Selector.open();
      for (int i = 0; i < 2; i++) {
        var source = Pipe.open().source();
        source.configureBlocking(false);
        source.register(selector, SelectionKey.OP_READ);
      }
    }

    @Override
    public void work() throws Exception {
      selector.select(AMOUNT / 1_000_000);
    }

    @Override
    public long known(Measurement measured) {
      return AMOUNT;
    }
  }
}
