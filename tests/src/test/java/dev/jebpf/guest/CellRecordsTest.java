package dev.jebpf.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.guest.inside.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellRecordsTest {
  private static final Cell CELL =
      new Cell(
          new GuestKernel("6.1", Machine.AMD64, "bookworm", "linux-image-cloud-amd64"),
          new GuestJdk.Packaged("26", "sid", List.of("openjdk-26-jre-headless"), "jvm"));

  @TempDir private Path guests;

  private GuestResult result(Optional<GuestReport> report, String failure) {
    return new GuestResult(
        CELL.kernel(), CELL.jdk(), "jvm", report, failure, true, 61.5, "abc 20:15");
  }

  @Test
  void shouldKeepHowACellEnded() throws Exception {
    Path results = Files.createDirectories(guests.resolve(CELL.name()).resolve("results"));
    Reports.write(results, CELL.name());
    GuestResult ended = result(Optional.of(GuestReport.of(results, CELL.name())), "");
    var records = new CellRecords(guests);
    assertThat(records.of(CELL)).isEmpty();
    records.keep(CELL, ended);
    assertThat(records.of(CELL)).contains(ended);
  }

  @Test
  void shouldKeepWhyThereIsNoReport() throws Exception {
    GuestResult hung = result(Optional.empty(), "the guest hung: its console");
    var records = new CellRecords(guests);
    records.keep(CELL, hung);
    assertThat(records.of(CELL)).contains(hung);
    assertThat(hung.died()).isTrue();
  }

  @Test
  void shouldNotTakeWhatIsLeftOfAnInterruptedRunForItsEnd() throws Exception {
    var records = new CellRecords(guests);
    records.keep(CELL, result(Optional.empty(), "the guest hung"));
    records.forget(CELL);
    assertThat(records.of(CELL)).isEmpty();
  }

  @Test
  void shouldPrintKeptCellsWithoutRunningAny() throws Exception {
    Path root = Files.createDirectories(guests.resolve("root"));
    Files.createDirectories(root.resolve("tests"));
    Files.createSymbolicLink(
        root.resolve("tests/guests"), Path.of("guests").toAbsolutePath().normalize());
    var records = new CellRecords(root.resolve("target/guests"));
    Cell kept = Cell.named(root, List.of("7.2/27")).getFirst();
    records.keep(kept, result(Optional.empty(), "the guest hung"));
    var session = new GuestSession(root, guests.resolve("cache"), System.out);
    assertThat(
            new Matrix(root, session, Duration.ofMinutes(1))
                .run(List.of("--kept", "7.2")).stream()
                    .map(result -> result.kernel().name() + "/" + result.jdk().name()))
        .containsExactly("7.2/27");
  }
}
