package dev.jebpf.usdt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the file of probes may lie, in the order in which places are tried.
final class Places {
  /// The system property that names the only place to try.
  static final String PROPERTY = "jebpf.usdt.directory";

  private Places() {}

  static List<Path> candidates(Properties properties, Map<String, String> environment) {
    String chosen = properties.getProperty(PROPERTY);
    if (chosen != null) {
      return List.of(Path.of(chosen));
    }
    Stream<@Nullable String> usual =
        Stream.of(
            properties.getProperty("java.io.tmpdir"),
            "/var/tmp",
            environment.get("XDG_RUNTIME_DIR"),
            properties.getProperty("user.home"));
    return usual
        .filter(place -> place != null && place.startsWith("/"))
        .map(Path::of)
        .distinct()
        .toList();
  }
}
