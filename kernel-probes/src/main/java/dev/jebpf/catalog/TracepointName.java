package dev.jebpf.catalog;

/// A tracepoint.
///
/// @param category for example `sched`; [Tracepoints#NO_CATEGORY] where it is not known
public record TracepointName(String category, String name) implements Comparable<TracepointName> {
  @Override
  public int compareTo(TracepointName other) {
    int byCategory = category.compareTo(other.category);
    return byCategory != 0 ? byCategory : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return category + ":" + name;
  }
}
