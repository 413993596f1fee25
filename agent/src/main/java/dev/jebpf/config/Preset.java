package dev.jebpf.config;

import java.util.Locale;

/// Entry points of well-known libraries, traced without being named one by one.
public enum Preset {
  /// `service` of every servlet and `doFilter` of every filter, `javax` and `jakarta`.
  SERVLET,
  /// Handlers of the JDK's own HTTP server.
  HTTP,
  /// Execution of SQL statements and commits of every JDBC driver.
  JDBC,
  /// `poll` of Kafka's consumer and `send` of its producer.
  KAFKA,
  /// Tasks of the JDK's executors.
  EXECUTOR;

  /// What the user writes.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
