package dev.jebpf.probes;

import dev.jebpf.event.plan.Candidate;
import dev.jebpf.event.plan.EventPlan;
import java.util.List;

/// The kernel events that are being recorded, by the numbers that their records carry.
public interface KernelEvents {
  /// An event and the way by which it is served.
  record Served(EventPlan plan, Candidate candidate) {}

  /// All of them; the index is the number.
  List<Served> served();

  /// What was asked for but is not recorded: what, why, and what the user can do.
  List<String> missing();

  /// What came of the event of this number so far.
  KernelEventTotal total(int number);
}
