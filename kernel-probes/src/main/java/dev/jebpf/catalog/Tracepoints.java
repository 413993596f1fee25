package dev.jebpf.catalog;

import dev.jebpf.linux.TraceFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tracepoints with the records that tracefs describes.
public final class Tracepoints {
  /// The category of all tracepoints where tracefs, which knows their own, cannot be read.
  public static final String NO_CATEGORY = "btf";

  /// What it means that tracefs cannot be read, and what helps.
  public static final String UNREADABLE =
      "tracefs is not mounted or not readable by this user, so records of tracepoints are not"
          + " known; as root: mount -t tracefs tracefs /sys/kernel/tracing";

  private final @Nullable Path traceFs;

  /// @param traceFs where it is mounted and readable; null for nowhere
  Tracepoints(@Nullable Path traceFs) {
    this.traceFs = traceFs;
  }

  /// Those of the running kernel.
  public static Tracepoints ofRunningKernel() {
    return new Tracepoints(TraceFs.find().orElse(null));
  }

  /// Whether tracefs can be read; if not, there seem to be no tracepoints.
  public boolean readable() {
    return traceFs != null;
  }

  /// All of them, sorted: by tracefs, or else as far as BTF knows them.
  public List<TracepointName> all(KernelFunctions functions) {
    return readable()
        ? all()
        : functions
            .tracepointNames()
            .sorted()
            .map(n -> new TracepointName(NO_CATEGORY, n))
            .toList();
  }

  private List<TracepointName> all() {
    List<TracepointName> names = new ArrayList<>();
    if (traceFs != null) {
      for (Path category : directories(traceFs.resolve("events"))) {
        for (Path event : directories(category)) {
          if (Files.exists(event.resolve("format"))) {
            names.add(
                new TracepointName(
                    category.getFileName().toString(), event.getFileName().toString()));
          }
        }
      }
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /// The record of one; empty when there is no such tracepoint or tracefs cannot be read.
  public Optional<TracepointFormat> format(TracepointName name) {
    if (traceFs == null) {
      return Optional.empty();
    }
    Path file = traceFs.resolve(Path.of("events", name.category(), name.name(), "format"));
    try {
      return Files.exists(file)
          ? Optional.of(TracepointFormat.parse(Files.readAllLines(file)))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read " + file, unreadable);
    }
  }

  private static List<Path> directories(Path parent) {
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("list " + parent, unreadable);
    }
  }
}
