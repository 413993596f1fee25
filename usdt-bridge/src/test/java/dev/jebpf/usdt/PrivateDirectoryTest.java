package dev.jebpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
  @TempDir Path place;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void shouldBeForItsOwnerAlone() throws IOException {
    PrivateDirectory directory = PrivateDirectory.create(place);
    Path file = directory.newFile("a");

    assertThat(permissions(directory.path())).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(directory.path().resolve("owner"))).isEqualTo("rw-------");

    directory.delete();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void shouldHaveAnotherNameEachTime() throws IOException {
    assertThat(PrivateDirectory.create(place).path())
        .isNotEqualTo(PrivateDirectory.create(place).path());
  }

  @Test
  void shouldNotBeMadeWhereOthersCouldReplaceIt() throws IOException {
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> PrivateDirectory.create(place))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(place + ": writable by other users without the sticky bit");
    Files.setAttribute(place, "unix:mode", 01777);
    PrivateDirectory.create(place).delete();
  }

  @Test
  void shouldSayThatThereIsNoSuchPlace() {
    assertThatThrownBy(() -> PrivateDirectory.create(place.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldRemoveWhatAKilledJvmLeft() throws IOException {
    Path left = Files.createDirectory(place.resolve(PrivateDirectory.PREFIX + "1"));
    OwnerProcess self = OwnerProcess.self();
    Files.writeString(
        left.resolve("owner"),
        new OwnerProcess(self.pid(), self.startTime() - 1, self.namespace()).toString());
    Files.createFile(left.resolve("jebpf-probes.so"));
    PrivateDirectory.create(place);
    assertThat(left).doesNotExist();
  }

  @Test
  void shouldLeaveAloneWhatMayBeInUse() throws IOException {
    PrivateDirectory ours = PrivateDirectory.create(place);
    Path young = Files.createDirectory(place.resolve(PrivateDirectory.PREFIX + "1"));
    Path link = Files.createSymbolicLink(place.resolve(PrivateDirectory.PREFIX + "2"), young);
    Files.createFile(place.resolve(PrivateDirectory.PREFIX + "3"));
    PrivateDirectory.create(place);
    assertThat(ours.path()).isDirectory();
    assertThat(young).isDirectory();
    assertThat(link).isSymbolicLink();
    assertThat(place.resolve(PrivateDirectory.PREFIX + "3")).exists();
  }
}
