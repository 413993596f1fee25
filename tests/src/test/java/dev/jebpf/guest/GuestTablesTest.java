package dev.jebpf.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTablesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @Test
  void shouldNameTheKernelsThereAreInsteadOfAnUnknownOne() {
    assertThatThrownBy(() -> GuestKernel.named(ROOT, "4.19"))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("no kernel '4.19'")
        .hasMessageContaining("5.10, 6.1, 6.12, 7.2, 6.12-arm64");
  }

  @Test
  void shouldTakeAKernelWithAllItsJdksOrOneOfThem() {
    assertThat(Cell.named(ROOT, List.of("6.1", "7.2/27")).stream().map(Cell::name))
        .containsExactly(
            "linux-6.1-jdk-25", "linux-6.1-jdk-26", "linux-6.1-jdk-27", "linux-7.2-jdk-27");
    assertThatThrownBy(() -> Cell.named(ROOT, List.of("6.12-arm64/27")))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("no JDK '27' for 6.12-arm64")
        .hasMessageContaining("there are: 25");
  }

  @Test
  void shouldRunTheTestsOfASuiteAndSayWhichSuiteThereIsNone() {
    assertThat(Selection.named(ROOT, "always"))
        .contains(
            "dev.jebpf.link.LinkTest", "dev.jebpf.interop.BpftraceTest#shouldPrintTypedArguments")
        .doesNotContain("dev.jebpf.interop.BpftraceTest");
    assertThat(Selection.of(ROOT, List.of("tools", "LinkTest")))
        .contains("dev.jebpf.interop.AgentProbesTest", "dev.jebpf.link.LinkTest");
    assertThatThrownBy(() -> Selection.named(ROOT, "never")).hasMessageContaining("suite 'never'");
  }

  @Test
  void shouldDealTheSuiteOfEveryRunToGuestsWithoutRunningATestTwice() {
    List<String> parts = Selection.partsOf(ROOT, Selection.ALWAYS);
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(Selection.suite(ROOT, Selection.ALWAYS))
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(
            parts.stream().flatMap(part -> Selection.suite(ROOT, part).stream()).toList());
  }

  @Test
  void shouldSayThatASimpleNameIsOfSeveralClasses() {
    assertThatThrownBy(() -> Selection.of(ROOT, List.of("BpftraceTest")))
        .hasMessageContaining("dev.jebpf.interop.BpftraceTest, dev.jebpf.mechanisms.BpftraceTest");
  }

  @Test
  void shouldSayWhichLineOfATableIsMalformed() throws Exception {
    Path table = Files.writeString(directory.resolve("kernels"), "# comment\n6.1 amd64 bookworm\n");
    assertThatThrownBy(() -> DataFile.rows(table, 4))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("4 columns wanted, found 3: 6.1 amd64 bookworm");
  }

  @Test
  void shouldTellACommentFromTheMethodOfAClass() throws Exception {
    Path table =
        Files.writeString(
            directory.resolve("suites"), "  # all of it\n# none\nquick Some#method # why\n");
    assertThat(DataFile.rows(table, 2)).containsExactly(List.of("quick", "Some#method"));
  }

  @Test
  void shouldAlignEveryEntryOfTheArchive() throws Exception {
    Path archive = directory.resolve("initramfs");
    try (var initramfs = new Initramfs(archive)) {
      initramfs.text("a/b/file", "12345");
      initramfs.text("a/b/file", "not again");
      initramfs.link("a/link", "b/file");
    }
    assertThat(CpioNames.of(archive))
        .containsExactly("a", "a/b", "a/b/file", "a/link", "TRAILER!!!");
  }
}
