package dev.jebpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Properties properties = new Properties();

  @Test
  void shouldTryTheUsualPlacesOnceEach() {
    properties.setProperty("java.io.tmpdir", "/tmp");
    properties.setProperty("user.home", "/var/tmp");
    assertThat(Places.candidates(properties, Map.of("XDG_RUNTIME_DIR", "/run/user/7")))
        .containsExactly(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/run/user/7"));
  }

  @Test
  void shouldDoWithoutWhatIsNotSet() {
    properties.setProperty("user.home", "?");
    assertThat(Places.candidates(properties, Map.of())).containsExactly(Path.of("/var/tmp"));
  }

  @Test
  void shouldTryNothingButTheUsersChoice() {
    properties.setProperty("java.io.tmpdir", "/tmp");
    properties.setProperty(Places.PROPERTY, "/opt/probes");
    assertThat(Places.candidates(properties, Map.of())).containsExactly(Path.of("/opt/probes"));
  }
}
