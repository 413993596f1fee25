package dev.jebpf.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.config.OptionDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
  @TempDir private Path directory;

  @Test
  void shouldBeReadableByItsOwnerOnlyFromTheStart() throws Exception {
    Path file = directory.resolve("x.jfr");
    RecordingFile.create(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldPutTheProcessIdIntoItsName() throws Exception {
    RecordingFile.create(directory.resolve("x-%p.jfr"));
    assertThat(directory.resolve("x-" + ProcessHandle.current().pid() + ".jfr")).exists();
  }

  @Test
  void shouldReplaceALinkAndLeaveWhatItPointsTo() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "precious");
    Path link = Files.createSymbolicLink(directory.resolve("x.jfr"), other);
    RecordingFile.create(link);
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(other).hasContent("precious");
  }

  @Test
  void shouldRefuseWhatIsNoFile() {
    assertThatExceptionOfType(OptionDataException.class)
        .isThrownBy(() -> RecordingFile.create(directory))
        .withMessage(
            "file=" + directory + " can't be written (there is something that is no file)");
    assertThat(directory).isDirectory();
  }

  @Test
  void shouldNotStayWhenNothingWasRecorded() throws OptionDataException, IOException {
    Path file = directory.resolve("x.jfr");
    RecordingFile.create(file).finish();
    assertThat(file).doesNotExist();
  }
}
