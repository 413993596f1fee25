package dev.jebpf.catalog;

/// A tracepoint.
///
/// @param category for example `sched`; empty where only BTF knows the tracepoint
public record TracepointName(String category, String name) implements Comparable<TracepointName> {
  @Override
  public int compareTo(TracepointName other) {
    int byCategory = category.compareTo(other.category);
    return byCategory != 0 ? byCategory : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return category.isEmpty() ? name : category + ":" + name;
  }
}
