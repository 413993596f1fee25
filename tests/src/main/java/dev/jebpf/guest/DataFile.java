package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A table as text: columns apart by blanks, a row a line, comments from a `#` that begins a word;
/// one inside a word (`Class#method`) is part of it.
final class DataFile {
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private DataFile() {}

  static List<List<String>> rows(Path file, int columns) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines(file)) {
      String content = COMMENT.matcher(line).replaceFirst("").strip();
      if (!content.isEmpty()) {
        List<String> row = List.of(content.split("\\s+"));
        if (row.size() != columns) {
          throw new GuestException(
              "%s: %d columns wanted, found %d: %s".formatted(file, columns, row.size(), line));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new GuestException("cannot read " + file, e);
    }
  }
}
