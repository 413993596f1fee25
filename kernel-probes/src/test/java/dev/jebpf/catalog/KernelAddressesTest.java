package dev.jebpf.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelAddressesTest {
  @TempDir Path directory;

  @Test
  void shouldNameTheFunctionThatAnAddressIsIn() throws IOException {
    KernelAddresses addresses =
        table(
            "0000000000000000 A fixed_percpu_data",
            "ffffffff81000000 T _text",
            "ffffffff81000200 t vfs_read",
            "ffffffff81000180 D data",
            "ffffffffc0000000 t ext4_read\t[ext4]");

    assertThat(addresses.known()).isTrue();
    assertThat(addresses.name(0xffffffff81000200L)).isEqualTo("vfs_read");
    assertThat(addresses.name(0xffffffff810001ffL)).isEqualTo("_text");
    assertThat(addresses.name(0xffffffffc0000010L)).isEqualTo("ext4_read [ext4]");
    assertThat(addresses.name(0xffffffff80000000L)).isEqualTo("0xffffffff80000000");
  }

  @Test
  void shouldSayThatTheAddressesAreHidden() throws IOException {
    assertThat(table("0000000000000000 T _text", "0000000000000000 t vfs_read").known()).isFalse();
  }

  @Test
  void shouldDoWithoutATable() {
    var addresses = new KernelAddresses(directory.resolve("none"));
    assertThat(addresses.known()).isFalse();
    assertThat(addresses.name(16)).isEqualTo("0x10");
  }

  private KernelAddresses table(String... lines) throws IOException {
    Path file = directory.resolve("kallsyms");
    Files.write(file, List.of(lines));
    return new KernelAddresses(file);
  }
}
