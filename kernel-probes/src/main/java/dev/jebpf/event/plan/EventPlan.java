package dev.jebpf.event.plan;

import java.util.List;

/// An event with all ways to serve it.
///
/// @param name what it is called, without the product's prefix: `kernel.vfs_read`,
/// `tracepoint.sched.sched_process_fork`
/// @param text what the user asked for
/// @param candidates in order of preference; may be empty
/// @param refusals why there are not more of them, for the user
public record EventPlan(
    String name, String text, List<Candidate> candidates, List<String> refusals) {
  public EventPlan {
    candidates = List.copyOf(candidates);
    refusals = List.copyOf(refusals);
  }
}
