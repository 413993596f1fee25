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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
              "usdt:" + listed.files().getFirst() + ":listed:one (s64 arg0, u64 arg1, u8 arg2)");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|()",
        "-8@%rdi 4@%esi 8@-16(%rbp)|(s64 arg0, u32 arg1, u64 arg2)",
        "-1@w0 8@[sp, 16] -4@$7|(s8 arg0, u64 arg1, s32 arg2)",
        "8f@%xmm0 8@x1|(f64 arg0, u64 arg1)",
        "8@8+x@GOTPCREL(%rip) 2@%ax|(u64 arg0, u16 arg1)",
      })
  void shouldReadTheTypesOfANote(String arguments, String types) {
    assertThat(UsdtListing.types(arguments)).isEqualTo(types);
  }
}
