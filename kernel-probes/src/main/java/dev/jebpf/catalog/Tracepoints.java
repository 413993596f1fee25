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

  /// All of them, sorted.
  public List<TracepointName> all() {
    List<TracepointName> names = new ArrayList<>();
    if (traceFs != null) {
      for (Path category : directories(traceFs.resolve("events"))) {
        for (Path event : directories(category)) {
          if (Files.exists(event.resolve("format"))) {
            names.add(new TracepointName(category.getFileName().toString(), event.getFileName().toString()));
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
