package dev.jebpf.harness;

import java.util.List;

/// What a child JVM left.
///
/// @param pid its process id, free for reuse by now
/// @param exit its exit status; 128 + N when signal N ended it
/// @param out its standard output, by line
/// @param err its standard error, by line
public record ChildRun(long pid, int exit, List<String> out, List<String> err) {
  /// The value the child printed as `key=value`.
  ///
  /// @throws IllegalStateException with all it printed, when the key is not there
  public String value(String key) {
    return out.stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .reduce((_, last) -> last)
        .orElseThrow(() -> new IllegalStateException("no " + key + "= from the child: " + this));
  }

  /// The same as a number.
  public long number(String key) {
    return Long.parseLong(value(key));
  }
}
