package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The cells of a matrix, run one after the other.
final class Matrix {
  /// Which cells run; the table has all of them.
  enum Which {
    ALL,
    /// Those that have not passed yet: what an interrupted run has left over, or a mended failure.
    REMAINING,
    NONE;

    static Which of(List<String> options) {
      return switch (String.join(" ", options)) {
        case "" -> ALL;
        case "--resume" -> REMAINING;
        case "--kept" -> NONE;
        default -> throw new GuestException("--matrix takes --resume or --kept, not " + options);
      };
    }
  }

  private final Path root;
  private final GuestSession session;
  private final CellRecords records;
  private final Duration limit;

  /// @param limit of one cell's tests
  Matrix(Path root, GuestSession session, Duration limit) {
    this.root = root;
    this.session = session;
    this.limit = limit;
    records = new CellRecords(root.resolve("target/guests"));
  }

  /// @param arguments names of cells, all when there is none, and options of [Which]
  List<GuestResult> run(List<String> arguments) throws IOException {
    Which which = Which.of(arguments.stream().filter(Matrix::isOption).toList());
    List<String> names = arguments.stream().filter(name -> !isOption(name)).toList();
    List<GuestResult> results = new ArrayList<>();
    for (Cell cell : Cell.named(root, names)) {
      Optional<GuestResult> kept = records.of(cell);
      boolean passed = kept.map(GuestResult::passed).orElse(false);
      if (which == Which.ALL || which == Which.REMAINING && !passed) {
        results.add(run(cell));
      } else {
        kept.ifPresent(results::add);
      }
    }
    return results;
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("--");
  }

  private GuestResult run(Cell cell) throws IOException {
    String tests = cell.jdk().tests();
    List<String> selection = Selection.named(root, tests);
    var run =
        new TestRun(cell.name(), ClassPath.of(root), tests, selection, List.of(), true, limit);
    records.forget(cell);
    GuestResult result = session.run(cell.kernel(), cell.jdk(), run);
    records.keep(cell, result);
    return result;
  }
}
