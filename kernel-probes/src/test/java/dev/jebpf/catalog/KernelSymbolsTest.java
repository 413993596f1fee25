package dev.jebpf.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSymbolsTest {
  @TempDir Path directory;

  private KernelSymbols symbols(String traceable) throws IOException {
    Path kallsyms =
        Files.writeString(
            directory.resolve("kallsyms"),
            """
            0000000000000000 T vfs_read
            0000000000000000 t helper
            0000000000000000 t helper
            0000000000000000 D some_data
            0000000000000000 t step.isra.0
            0000000000000000 t step.cold
            0000000000000000 t in_module\t[nfs]
            0000000000000000 W weak
            """);
    return new KernelSymbols(
        kallsyms, List.of(Files.writeString(directory.resolve("traceable"), traceable)));
  }

  @Test
  void shouldCountFunctionsOfAName() throws Exception {
    KernelSymbols symbols = symbols("vfs_read\nweak [module]\n");

    assertThat(symbols.count("vfs_read")).isEqualTo(1);
    assertThat(symbols.count("helper")).isEqualTo(2);
    assertThat(symbols.count("some_data")).isZero();
    assertThat(symbols.count("in_module")).isEqualTo(1);
    assertThat(symbols.variants("step")).containsExactly("step.cold", "step.isra.0");
  }

  @Test
  void shouldKnowWhatCanBeAttachedTo() throws Exception {
    KernelSymbols symbols = symbols("vfs_read\nweak [module]\n");

    assertThat(List.of("vfs_read", "weak", "in_module", "helper", "none"))
        .filteredOn(symbols::attachable)
        .containsExactly("vfs_read", "weak");
    assertThat(symbols("").attachable("in_module")).isTrue();
    assertThat(symbols("").attachable("helper")).isFalse();
  }

  @Test
  void shouldNotClaimToKnowWhatItCannotRead() {
    var none = new KernelSymbols(directory.resolve("none"), List.of(directory.resolve("nothing")));

    assertThat(none.known()).isFalse();
    assertThat(none.traceableKnown()).isFalse();
    assertThat(none.attachable("anything")).isTrue();
  }
}
