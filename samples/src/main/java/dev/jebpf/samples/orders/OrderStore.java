package dev.jebpf.samples.orders;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.h2.jdbcx.JdbcConnectionPool;

/// The orders in an embedded H2 database on disk.
public final class OrderStore implements AutoCloseable {
  private static final int CONNECTIONS = 8;

  private final JdbcConnectionPool pool;

  /// The pool looks for a free connection every millisecond, which many threads must not do at
  /// once.
  private final Semaphore free = new Semaphore(CONNECTIONS, true);

  /// Opens or creates the database `orders.mv.db` in a directory.
  OrderStore(Path directory) throws SQLException {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:file:" + directory.resolve("orders") + ";WRITE_DELAY=0", "sa", "");
    pool.setMaxConnections(CONNECTIONS);
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists orders(
            id bigint primary key, customer varchar(40), item varchar(20), quantity int, cents bigint)
          """);
      statement.execute("create index if not exists by_item on orders(item)");
    }
  }

  /// Inserts one order in a transaction of its own.
  public void insert(Order order) throws SQLException {
    try (Lease _ = new Lease(free);
        Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into orders values (?, ?, ?, ?, ?)")) {
      insert.setLong(1, order.id());
      insert.setString(2, order.customer());
      insert.setString(3, order.item());
      insert.setInt(4, order.quantity());
      insert.setLong(5, order.cents());
      insert.executeUpdate();
    }
  }

  /// The order with this id, if there is one.
  public Optional<Order> find(long id) throws SQLException {
    try (Lease _ = new Lease(free);
        Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select * from orders where id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(order(row)) : Optional.empty();
      }
    }
  }

  private static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getString("customer"),
        row.getString("item"),
        row.getInt("quantity"),
        row.getLong("cents"));
  }

  /// Turnover by item over the newest 5,000 orders, as text.
  public String report() throws SQLException {
    StringBuilder text = new StringBuilder("item,orders,pieces,cents\n");
    try (Lease _ = new Lease(free);
        Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select item, count(*), sum(quantity), sum(cents)
                from (select * from orders order by id desc limit 5000)
                group by item order by item
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        text.append(
            "%s,%d,%d,%d%n"
                .formatted(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    pool.dispose();
  }

  /// A connection may be had.
  private record Lease(Semaphore free) implements AutoCloseable {
    Lease {
      free.acquireUninterruptibly();
    }

    @Override
    public void close() {
      free.release();
    }
  }
}
