package dev.jebpf.event.plan;

import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.KernelSymbols;
import dev.jebpf.catalog.Tracepoints;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventTarget;
import dev.jebpf.lang.Helpers;
import dev.jebpf.name.Wildcard;
import java.util.ArrayList;
import java.util.List;

/// Looks up what the user asked for in this kernel. For one thread at a time.
public final class EventPlanner {
  /// Most functions or tracepoints that one event with wildcards may stand for.
  public static final int MOST_MATCHES = 64;

  /// What came of a request.
  ///
  /// @param events one for each function or tracepoint
  /// @param leftOut what wildcards matched too but cannot be traced that way, with the reason
  public record Plans(List<EventPlan> events, List<String> leftOut) {
    public Plans {
      events = List.copyOf(events);
      leftOut = List.copyOf(leftOut);
    }
  }

  /// Plans one function or tracepoint.
  private interface Planner<T> {
    EventPlan plan(EventRequest request, T target) throws EventDataException;
  }

  private final FunctionPlanner functions;
  private final TracepointPlanner tracepoints;
  private final UserPlanner user;

  /// @param helpers what the programs call
  /// @param threshold least duration in nanoseconds of a call that is recorded
  /// @param process whose user space is meant, as in `UserSite`
  public EventPlanner(
      KernelFunctions functions,
      Tracepoints tracepoints,
      KernelSymbols symbols,
      Helpers helpers,
      long threshold,
      int process) {
    this.functions = new FunctionPlanner(functions, symbols, helpers, threshold);
    this.tracepoints = new TracepointPlanner(functions, tracepoints, helpers, threshold);
    this.user = new UserPlanner(functions.types(), helpers, process, threshold);
  }

  /// Looks everything up that the request names.
  ///
  /// @throws EventDataException when this kernel does not have it, or it cannot be traced
  public Plans plan(EventRequest request) throws EventDataException {
    try {
      return switch (request.target()) {
        case EventTarget.Function(var means, Wildcard name) ->
            plan(request, functions.matching(name), (r, f) -> functions.plan(r, means, f));
        case EventTarget.Tracepoint(Wildcard category, Wildcard name) ->
            plan(request, tracepoints.matching(category, name), tracepoints::plan);
        case EventTarget.UserFunction wanted ->
            plan(request, user.matching(wanted), user.functions()::plan);
        case EventTarget.UserProbe wanted ->
            plan(request, user.matching(wanted), user.probes()::plan);
      };
    } catch (EventDataException e) {
      throw e.about(request.text());
    }
  }

  private static <T> Plans plan(EventRequest request, List<T> targets, Planner<T> planner)
      throws EventDataException {
    if (targets.size() > MOST_MATCHES) {
      throw new EventDataException(
          "matches "
              + targets.size()
              + ", and at most "
              + MOST_MATCHES
              + " can be traced with one pattern; narrow it (jebpf list shows what it matches)");
    }
    if (targets.size() == 1) {
      return new Plans(List.of(planner.plan(request, targets.getFirst())), List.of());
    }
    List<EventPlan> plans = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (T target : targets) {
      try {
        plans.add(planner.plan(request, target));
      } catch (EventDataException e) {
        leftOut.add(target + ": " + e.getMessage());
      }
    }
    if (plans.isEmpty()) {
      throw new EventDataException(
          "none of what it matches can be traced so: " + leftOut.getFirst());
    }
    return new Plans(plans, leftOut);
  }
}
