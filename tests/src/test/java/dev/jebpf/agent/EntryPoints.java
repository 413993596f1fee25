package dev.jebpf.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// A service with an entry point of every kind a JDK and H2 have.
final class EntryPoints {
  private EntryPoints() {}

  /// Marks what a filter by annotation finds.
  @Retention(RetentionPolicy.CLASS)
  @interface Marked {}

  public static void main(String[] args) throws Exception {
    http();
    sql();
    tasks();
    marked();
    new Annotated().inAnMarkedClass();
    System.out.println("done");
  }

  private static void http() throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext("/lambda", exchange -> exchange.sendResponseHeaders(204, -1));
    server.createContext("/class", new Handler());
    server.start();
    for (String path : new String[] {"/lambda", "/class", "/class"}) {
      String host = "http://localhost:" + server.getAddress().getPort();
      URI.create(host + path).toURL().openStream().close();
    }
    server.stop(0);
  }

  private static void sql() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        var create = connection.createStatement();
        var select = connection.prepareStatement("select 1")) {
      connection.setAutoCommit(false);
      create.execute("create table t(i int)");
      for (int i = 0; i < 4; i++) {
        select.executeQuery().close();
      }
      connection.commit();
    }
  }

  private static void tasks() throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
      pool.submit(() -> 1).get();
      CompletableFuture.supplyAsync(() -> 2, pool).get();
    }
    try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      virtual.submit(() -> 3).get();
    }
  }

  @Marked
  static void marked() {}

  static final class Handler implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Marked
  static final class Annotated {
    void inAnMarkedClass() {}
  }
}
