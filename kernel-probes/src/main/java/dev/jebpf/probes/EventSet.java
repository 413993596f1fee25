package dev.jebpf.probes;

import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventTarget;
import dev.jebpf.event.code.SavedCall;
import dev.jebpf.event.plan.Candidate;
import dev.jebpf.event.plan.EventPlan;
import dev.jebpf.event.plan.EventPlanner;
import dev.jebpf.lang.HashTable;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.KernelPerCpuArray;
import dev.jebpf.map.KernelRingBuffer;
import dev.jebpf.program.RunStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kernel events the user asked for: those that are recorded, and why others are not.
final class EventSet implements KernelEvents, AutoCloseable {
  /// All that can be recorded at the same time: each has programs and maps of its own.
  private static final int MOST_EVENTS = 256;

  private final Kernel kernel;
  private final ProgramCompiler compiler;
  private final ProbePrograms programs;
  private final KernelMaps owner;
  private final KernelRingBuffer ring;
  private final KernelPerCpuArray<EventCounters> counters;
  private final List<Served> served = new ArrayList<>();
  private final List<EventAttachment> attachments = new ArrayList<>();
  private final List<HashTable<? extends SavedCall>> calls = new ArrayList<>();
  private final Map<String, Backend> backends = new LinkedHashMap<>();
  private final Map<String, EventRequest> names = new HashMap<>();
  private final Set<EventRequest> waiting = new LinkedHashSet<>();
  private @Nullable EventPlanner later;

  /// @param owner owns the maps
  EventSet(
      Kernel kernel,
      ProgramCompiler compiler,
      ProbePrograms programs,
      KernelMaps owner,
      KernelRingBuffer ring) {
    this.kernel = kernel;
    this.compiler = compiler;
    this.programs = programs;
    this.owner = owner;
    this.ring = ring;
    this.counters = owner.perCpuArray("jebpf_events", EventCounters.class, MOST_EVENTS);
  }

  /// Plans, loads and attaches what can be had of the requests. What may be there later is asked
  /// for again by [#look].
  synchronized void open(EventPlanner planner, List<EventRequest> requests) {
    later = planner;
    requests.forEach(request -> open(planner, request));
  }

  /// Looks whether something is there by now that was not there before: libraries that have been
  /// loaded, probes that have been made.
  synchronized void look() {
    EventPlanner planner = later;
    if (planner == null || waiting.isEmpty()) {
      later = null;
      return;
    }
    for (EventRequest request : List.copyOf(waiting)) {
      waiting.remove(request);
      backends.remove(request.text());
      open(planner, request);
    }
  }

  private void open(EventPlanner planner, EventRequest request) {
    try {
      EventPlanner.Plans plans = planner.plan(request);
      plans.events().forEach(plan -> open(request, plan));
      plans
          .leftOut()
          .forEach(reason -> leaveOut(reason.substring(0, reason.indexOf(": ")), reason));
      if (request.grows()) {
        waiting.add(request);
      }
    } catch (EventDataException e) {
      leaveOut(request.text(), String.valueOf(e.getMessage()));
      if (e.isEarly()) {
        waiting.add(request);
      }
    }
  }

  private void leaveOut(String event, String reason) {
    backends.putIfAbsent(event, Backend.unavailable(reason));
  }

  private void open(EventRequest request, EventPlan plan) {
    EventRequest before = names.putIfAbsent(plan.name(), request);
    if (request.equals(before)) {
      return; // seen when we last looked
    }
    if (before != null) {
      leaveOut(
          plan.text(),
          plan.text()
              + ": "
              + plan.name()
              + " is traced already; "
              + "for another condition join the two with ||");
    } else if (served.size() == MOST_EVENTS) {
      leaveOut(plan.text(), plan.text() + ": more than " + MOST_EVENTS + " events");
    } else {
      serve(plan);
    }
  }

  private void serve(EventPlan plan) {
    List<String> refusals = new ArrayList<>(plan.refusals());
    int number = served.size();
    for (Candidate candidate : plan.candidates()) {
      EventMaps maps = EventMaps.create(owner, ring, counters, number, candidate);
      try {
        attachments.add(
            EventAttachment.of(
                kernel, compiler, code -> programs.event(maps, code, number), candidate));
        served.add(new Served(plan, candidate));
        calls.add(maps.calls());
        backends.put(plan.name(), Backend.served(mechanism(candidate)));
        return;
      } catch (EventAttachment.Refused refused) {
        refusals.add(String.valueOf(refused.getMessage()));
      }
    }
    leaveOut(plan.name(), plan.text() + ": " + String.join("; ", refusals));
  }

  private static String mechanism(Candidate candidate) {
    return candidate.placements().stream()
        .flatMap(p -> Stream.concat(p.entries().stream(), p.exits().stream()))
        .map(Mechanisms::describe)
        .collect(Collectors.joining(", "));
  }

  /// Probes that this process makes for itself come when it gets to it.
  private static boolean own(EventRequest request) {
    return request.target() instanceof EventTarget.UserProbe probe && probe.own();
  }

  @Override
  public synchronized List<Served> served() {
    return List.copyOf(served);
  }

  @Override
  public KernelEventTotal total(int number) {
    return new KernelEventTotal(
        counters.sum(number, EventCounters::count),
        counters.sum(number, EventCounters::nanos),
        counters.sum(number, EventCounters::dropped),
        counters.sum(number, EventCounters::unfollowed));
  }

  @Override
  public synchronized List<String> missing() {
    Set<String> quiet =
        waiting.stream().filter(EventSet::own).map(EventRequest::text).collect(Collectors.toSet());
    return backends.entrySet().stream()
        .filter(backend -> !backend.getValue().available() && !quiet.contains(backend.getKey()))
        .map(backend -> String.valueOf(backend.getValue().reason()))
        .toList();
  }

  /// By event, what serves it or why nothing does.
  synchronized Map<String, Backend> backends() {
    return new LinkedHashMap<>(backends);
  }

  /// By program name and event.
  synchronized Map<String, RunStatistics> runTimes() {
    Map<String, RunStatistics> times = new LinkedHashMap<>();
    for (int i = 0; i < attachments.size(); i++) {
      String event = served.get(i).plan().name();
      attachments
          .get(i)
          .programs()
          .forEach(p -> times.put(p.spec().name() + " " + event, p.statistics()));
    }
    return times;
  }

  /// Forgets the calls that a thread which has ended was in: they do not return.
  void ended(long tid) {
    for (HashTable<? extends SavedCall> table : calls) {
      int depth = 0;
      while (depth < EventProbe.DEEPEST && table.delete(EventProbe.key(tid, depth)) == 0) {
        depth++;
      }
    }
  }

  @Override
  public synchronized void close() {
    attachments.reversed().forEach(EventAttachment::close);
    attachments.clear();
  }
}
