package dev.jebpf.instrument;

import org.jspecify.annotations.Nullable;

/// Where a class belongs, which decides what may be done with it.
enum ClassOrigin {
  /// Of the application, or a library of it.
  APPLICATION,
  /// Of the JDK: traced only when named.
  JDK,
  /// Never touched: of an agent, or so deep in the JVM that tracing it would call itself.
  OFF_LIMITS;

  private static final String[] AGENTS = {
    "dev/jebpf/premain/",
    "net/bytebuddy/",
    "io/opentelemetry/javaagent/",
    "org/jacoco/agent/",
    "com/newrelic/agent/",
    "datadog/trace/",
    "co/elastic/apm/agent/",
    "one/profiler/"
  };

  private static final String[] CORE = {
    "java/lang/",
    "jdk/internal/",
    "jdk/jfr/",
    "sun/instrument/",
    "sun/misc/",
    "sun/nio/ch/Poller",
    "sun/reflect/"
  };

  /// @param name internal name
  static ClassOrigin of(@Nullable ClassLoader loader, String name) {
    boolean jdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    for (String prefix : jdk ? CORE : AGENTS) {
      if (name.startsWith(prefix)) {
        return OFF_LIMITS;
      }
    }
    return jdk ? JDK : APPLICATION;
  }
}
