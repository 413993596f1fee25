package dev.jebpf.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.cli.process.MappedFiles;
import dev.jebpf.usdt.UsdtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsdtListingTest {
  @TempDir Path directory;

  @Test
  void shouldListTheProbesOfAProcess() throws IOException {
    try (UsdtProvider listed = UsdtProvider.create("listed")) {
      listed.probe("one", long.class, String.class, boolean.class);

      long self = ProcessHandle.current().pid();
      var listing = new UsdtListing(MappedFiles.of(Path.of("/proc"), self));

      assertThat(listing.entries())
          .filteredOn(entry -> entry.name().contains(":listed:"))
          .extracting(entry -> entry + " " + entry.details().get())
          .containsExactly(
              "usdt:"
                  + listed.files().getFirst()
                  + ":listed:one listed:one(int64_t arg0, uint64_t arg1, uint8_t arg2)");
      assertThat(listing.unreadable()).isEmpty();
    }
  }

  @Test
  void shouldSayWhichFileItCannotRead() throws IOException {
    Path broken = Files.write(directory.resolve("broken.so"), new byte[] {127, 'E', 'L', 'F', 9});
    Path other = Files.writeString(directory.resolve("other"), "no ELF file");
    Path none = directory.resolve("none");
    var listing = new UsdtListing(Map.of(broken, broken, other, other, none, none));

    assertThat(listing.entries()).isEmpty();
    assertThat(listing.unreadable())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith(broken.toString()),
            line -> assertThat(line).startsWith(none.toString()));
  }
}
