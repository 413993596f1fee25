package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildRun;
import dev.jebpf.usdt.image.EmptyImage;
import dev.jebpf.usdt.image.ImageLayout;
import dev.jebpf.usdt.image.ProbeEntry;
import dev.jebpf.usdt.image.ProbeTables;
import dev.jebpf.usdt.image.SiteInstruction;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElfToolsTest {
  @TempDir Path directory;

  /// What elfutils of Debian 12 says of every stapsdt note in a shared object, libjvm's too.
  private static final String KNOWN = "unknown object file note type 3 with owner name 'stapsdt'";

  @Test
  void shouldBeReadWithoutAWarning() {
    try (TracedService service = TracedService.start()) {
      service.ask("add 100");
      ChildRun run = Tool.READELF.run(TracedService.PATIENCE, "-aW", service.file());
      assertThat(run.exit()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).noneMatch(line -> line.contains("arning"));
      assertThat(run.out()).anyMatch(line -> line.endsWith(" acme_counted"));
      assertThat(run.out()).anyMatch(line -> line.endsWith(" acme_counted_semaphore"));
    }
  }

  @Test
  void shouldListNotes() {
    try (TracedService service = TracedService.start()) {
      ChildRun run = Tool.READELF.run(TracedService.PATIENCE, "-n", service.file());
      assertThat(run.out()).contains("    Provider: acme", "    Name: counted", "    Name: texts");
    }
  }

  @Test
  void shouldPassTheCheckerOfElfutils() {
    try (TracedService service = TracedService.start()) {
      service.ask("add 5000");
      ChildRun run = Tool.ELFLINT.run(TracedService.PATIENCE, "--gnu-ld", service.file());
      assertThat(Stream.concat(run.out().stream(), run.err().stream()))
          .allMatch(line -> line.isBlank() || line.contains(KNOWN));
    }
  }

  /// Of both processors: the file of another one than this is written as it is for this one.
  @ParameterizedTest
  @EnumSource(SiteInstruction.class)
  void shouldPassBothCheckersWithEachInstruction(SiteInstruction instruction) throws IOException {
    String file = write(ImageLayout.of(instruction, 64), directory.resolve("probes.so")).toString();
    ChildRun read = Tool.READELF.run(TracedService.PATIENCE, "-aW", file);
    assertThat(read.exit()).isZero();
    assertThat(read.err()).isEmpty();
    assertThat(read.out()).noneMatch(line -> line.contains("arning"));
    assertThat(read.out()).anyMatch(line -> line.endsWith(" acme_p63"));
    assertThat(read.out()).contains("    Name: p63");
    ChildRun lint = Tool.ELFLINT.run(TracedService.PATIENCE, "--gnu-ld", file);
    assertThat(Stream.concat(lint.out().stream(), lint.err().stream()))
        .allMatch(line -> line.isBlank() || line.contains(KNOWN));
  }

  private static Path write(ImageLayout layout, Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(EmptyImage.bytes(layout, new byte[20]), 0);
      var tables = new ProbeTables(layout, (offset, bytes) -> file.write(bytes, offset));
      for (int site = 0; site < layout.capacity(); site++) {
        tables.add(new ProbeEntry(site, "acme", "p" + site, "-8@%rdi"));
      }
    }
    return path;
  }
}
