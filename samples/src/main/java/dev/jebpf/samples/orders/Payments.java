package dev.jebpf.samples.orders;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Client of the [PaymentGateway]: some connections kept open, one request at a time on each.
public final class Payments implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final InetSocketAddress gateway;
  private final BlockingQueue<Line> idle;

  /// @param kept connections that are kept open
  Payments(int port, int kept) {
    idle = new ArrayBlockingQueue<>(kept);
    gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// Charges a customer and waits for the answer.
  ///
  /// @return the gateway's receipt number
  /// @throws IOException when the gateway is away or takes more than 5 s
  public long charge(Order order) throws IOException {
    Line line = idle.poll();
    if (line == null) {
      line = new Line(gateway);
    }
    try {
      long receipt = line.charge(order.id(), order.cents());
      if (!idle.offer(line)) {
        line.close();
      }
      return receipt;
    } catch (IOException e) {
      line.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line = idle.poll(); line != null; line = idle.poll()) {
      line.close();
    }
  }

  /// One open connection.
  private static final class Line implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataOutputStream out;
    private final DataInputStream in;

    Line(InetSocketAddress gateway) throws IOException {
      socket.connect(gateway, TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64));
      in = new DataInputStream(socket.getInputStream());
    }

    long charge(long order, long cents) throws IOException {
      out.writeLong(order);
      out.writeLong(cents);
      out.flush();
      return in.readLong();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
