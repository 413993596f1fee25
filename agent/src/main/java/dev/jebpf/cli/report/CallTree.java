package dev.jebpf.cli.report;

import dev.jebpf.breakdown.CallAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Recorded calls by the recorded call they were made from.
final class CallTree {
  /// The part of a call's time that a call inside it takes when it is as good as all.
  private static final double PASSED_ON = 0.97;

  private final List<CallAccount> roots = new ArrayList<>();
  private final Map<Long, List<CallAccount>> children = new HashMap<>();

  CallTree(List<CallAccount> calls) {
    var bySpan = new HashMap<Long, CallAccount>();
    for (var call : calls) {
      bySpan.put(call.spanId(), call);
    }
    for (var call : calls) {
      var parent = call.parentSpanId() == 0 ? null : bySpan.get(call.parentSpanId());
      if (parent == null || !contains(parent, call)) {
        roots.add(call);
      } else {
        children.computeIfAbsent(parent.spanId(), _ -> new ArrayList<>()).add(call);
      }
    }
    for (var siblings : children.values()) {
      siblings.sort(Comparator.comparing(CallAccount::start));
    }
  }

  /// The calls that no other recorded call made: their times don't overlap.
  List<CallAccount> roots() {
    return roots;
  }

  /// The recorded calls that a call made itself, in the order of time.
  List<CallAccount> children(CallAccount call) {
    return call.spanId() == 0 ? List.of() : children.getOrDefault(call.spanId(), List.of());
  }

  /// A call, the only recorded call it made if that took nearly all of its time, and so on: calls
  /// that only pass on.
  List<CallAccount> chain(CallAccount call) {
    var chain = new ArrayList<CallAccount>();
    for (var next = call; next != null; next = passedOn(next)) {
      chain.add(next);
    }
    return chain;
  }

  private @Nullable CallAccount passedOn(CallAccount call) {
    var inside = children(call);
    return inside.size() == 1 && inside.getFirst().wallNanos() >= call.wallNanos() * PASSED_ON
        ? inside.getFirst()
        : null;
  }

  /// A recording damaged or merged from two JVMs may link calls in a circle: a child is shorter
  /// than its parent, or as long and younger.
  private static boolean contains(CallAccount parent, CallAccount child) {
    return parent.wallNanos() > child.wallNanos()
        || (parent.wallNanos() == child.wallNanos() && parent.start().isBefore(child.start()));
  }
}
