package dev.jebpf.instrument;

import dev.jebpf.config.Preset;
import dev.jebpf.name.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A method of a well-known library, traced by a [Preset].
///
/// @param type the class itself, or the interface whose implementations are meant; internal name
/// @param implementations whether it is the classes below `type` that are meant
/// @param method the method's name
/// @param descriptor its descriptor, with wildcards
record EntryPoint(
    Preset preset, String type, boolean implementations, String method, Wildcard descriptor) {

  private static final List<EntryPoint> ALL =
      List.of(
          below(Preset.SERVLET, "jakarta/servlet/Servlet", "service", servlet("jakarta", "")),
          below(Preset.SERVLET, "javax/servlet/Servlet", "service", servlet("javax", "")),
          below(Preset.SERVLET, "jakarta/servlet/Filter", "doFilter", filter("jakarta")),
          below(Preset.SERVLET, "javax/servlet/Filter", "doFilter", filter("javax")),
          below(
              Preset.HTTP,
              "com/sun/net/httpserver/HttpHandler",
              "handle",
              "(Lcom/sun/net/httpserver/HttpExchange;)V"),
          below(Preset.JDBC, "java/sql/Statement", "execute", "(*)Z"),
          below(Preset.JDBC, "java/sql/Statement", "executeQuery", "(*)Ljava/sql/ResultSet;"),
          below(Preset.JDBC, "java/sql/Statement", "executeUpdate", "(*)I"),
          below(Preset.JDBC, "java/sql/Statement", "executeLargeUpdate", "(*)J"),
          below(Preset.JDBC, "java/sql/Statement", "executeBatch", "()[I"),
          below(Preset.JDBC, "java/sql/Statement", "executeLargeBatch", "()[J"),
          below(Preset.JDBC, "java/sql/Connection", "commit", "()V"),
          of(
              Preset.KAFKA,
              "org/apache/kafka/clients/consumer/KafkaConsumer",
              "poll",
              "(Ljava/time/Duration;)*"),
          of(
              Preset.KAFKA,
              "org/apache/kafka/clients/producer/KafkaProducer",
              "send",
              "(Lorg/apache/kafka/clients/producer/ProducerRecord;"
                  + "Lorg/apache/kafka/clients/producer/Callback;)*"),
          of(Preset.EXECUTOR, "java/util/concurrent/FutureTask", "run", "()V"),
          of(Preset.EXECUTOR, "java/util/concurrent/FutureTask", "runAndReset", "()Z"),
          of(Preset.EXECUTOR, "java/util/concurrent/CompletableFuture$AsyncRun", "run", "()V"),
          of(Preset.EXECUTOR, "java/util/concurrent/CompletableFuture$AsyncSupply", "run", "()V"),
          of(
              Preset.EXECUTOR,
              "java/util/concurrent/ThreadPerTaskExecutor$ThreadBoundFuture",
              "run",
              "()V"));

  /// The entry points of these presets.
  static List<EntryPoint> of(Set<Preset> presets) {
    List<EntryPoint> points = new ArrayList<>();
    for (EntryPoint point : ALL) {
      if (presets.contains(point.preset)) {
        points.add(point);
      }
    }
    return points;
  }

  /// Whether the method looks like this one; the class is not looked at.
  boolean matches(ClassOutline.Method candidate) {
    return candidate.name().equals(method) && descriptor.matches(candidate.descriptor());
  }

  /// A constant that every class with such a method has.
  String constant() {
    return descriptor.exact() && descriptor.pattern().length() > 8 ? descriptor.pattern() : method;
  }

  private static EntryPoint below(Preset preset, String type, String method, String descriptor) {
    return new EntryPoint(preset, type, true, method, new Wildcard(descriptor));
  }

  private static EntryPoint of(Preset preset, String type, String method, String descriptor) {
    return new EntryPoint(preset, type, false, method, new Wildcard(descriptor));
  }

  private static String servlet(String root, String more) {
    String types = root + "/servlet/";
    return "(L" + types + "ServletRequest;L" + types + "ServletResponse;" + more + ")V";
  }

  private static String filter(String root) {
    return servlet(root, "L" + root + "/servlet/FilterChain;");
  }
}
