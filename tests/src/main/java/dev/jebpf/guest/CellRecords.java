package dev.jebpf.guest;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// How the cells of a matrix ended, each kept in the directory that its guest left, so that cells
/// that run one by one, hours apart, make one table.
///
/// ```
/// target/guests/linux-6.1-jdk-26/cell      Properties: built, seconds, possible, failure
///                                results   what the guest itself left: its report, its doctor's
/// ```
final class CellRecords {
  private final Path guests;

  /// @param guests the directory that has one for each guest
  CellRecords(Path guests) {
    this.guests = guests;
  }

  /// To be called before a cell runs again: what it was is nothing any more, even if the run is
  /// interrupted.
  void forget(Cell cell) throws IOException {
    Files.deleteIfExists(file(cell));
  }

  void keep(Cell cell, GuestResult result) throws IOException {
    var kept = new Properties();
    kept.setProperty("built", result.built());
    kept.setProperty("seconds", String.valueOf(result.seconds()));
    kept.setProperty("possible", String.valueOf(result.possible()));
    kept.setProperty("failure", result.failure());
    Files.createDirectories(file(cell).getParent());
    try (Writer out = Files.newBufferedWriter(file(cell))) {
      kept.store(out, null);
    }
  }

  /// How a cell ended when it last ran; empty when it never did, or not to its end.
  Optional<GuestResult> of(Cell cell) {
    if (!Files.exists(file(cell))) {
      return Optional.empty();
    }
    Properties kept = read(file(cell));
    String failure = kept.getProperty("failure");
    Optional<GuestReport> report =
        failure.isEmpty()
            ? Optional.of(GuestReport.of(directory(cell).resolve("results"), cell.name()))
            : Optional.empty();
    return Optional.of(
        new GuestResult(
            cell.kernel(),
            cell.jdk(),
            cell.jdk().tests(),
            report,
            failure,
            Boolean.parseBoolean(kept.getProperty("possible")),
            Double.parseDouble(kept.getProperty("seconds")),
            kept.getProperty("built")));
  }

  private static Properties read(Path file) {
    var kept = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      kept.load(in);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Path directory(Cell cell) {
    return guests.resolve(cell.name());
  }

  private Path file(Cell cell) {
    return directory(cell).resolve("cell");
  }
}
