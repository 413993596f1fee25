package dev.jebpf.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsDirectoryTest {
  @TempDir private Path directory;

  private PartsDirectory create() throws Exception {
    return PartsDirectory.create(directory.resolve("x.jfr"));
  }

  @Test
  void shouldBeForItsOwnerOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(create().path())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldKeepWhatAKilledJvmLeftOnce() throws Exception {
    Files.writeString(create().path().resolve("kernel-000001.jfr"), "first");
    Files.writeString(create().path().resolve("kernel-000001.jfr"), "second");
    create();
    assertThat(directory.resolve("x.jfr.parts.previous/kernel-000001.jfr")).hasContent("second");
    assertThat(directory.resolve("x.jfr.parts")).isEmptyDirectory();
  }

  @Test
  void shouldDeleteNothingThatIsNoPart() throws Exception {
    PartsDirectory parts = create();
    Path other = Files.writeString(parts.path().resolve("notes"), "precious");
    assertThatIOException().isThrownBy(parts::delete);
    assertThat(other).hasContent("precious");
  }

  @Test
  void shouldNotFollowALink() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    Path precious = Files.writeString(other.resolve("own.jfr"), "precious");
    Files.createSymbolicLink(directory.resolve("x.jfr.parts"), other);
    assertThatIOException().isThrownBy(this::create);
    assertThat(precious).hasContent("precious");
  }
}
