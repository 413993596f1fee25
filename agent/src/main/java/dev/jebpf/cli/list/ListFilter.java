package dev.jebpf.cli.list;

import dev.jebpf.name.Wildcard;
import java.util.List;

/// The pattern a user gave: `vfs_*`, `tracepoint:sched:*`, or a part of a name.
public final class ListFilter {
  private static final List<String> KINDS = List.of("kernel:", "tracepoint:", "method:", "usdt:");

  private final Wildcard wildcard;
  private final boolean withKind;

  private ListFilter(Wildcard wildcard, boolean withKind) {
    this.wildcard = wildcard;
    this.withKind = withKind;
  }

  /// A pattern with wildcards is for the whole name, one without for any part of it; with a kind in
  /// front it is for that kind alone.
  public static ListFilter of(String pattern) {
    boolean withKind = KINDS.stream().anyMatch(pattern::startsWith);
    String text =
        pattern.indexOf('*') >= 0 || (withKind && !pattern.endsWith(":"))
            ? pattern
            : (withKind ? "" : "*") + pattern + "*";
    return new ListFilter(new Wildcard(text), withKind);
  }

  /// Whether the entry is wanted.
  public boolean matches(Entry entry) {
    return withKind ? wildcard.matches(entry.toString()) : wildcard.matches(entry.name());
  }
}
