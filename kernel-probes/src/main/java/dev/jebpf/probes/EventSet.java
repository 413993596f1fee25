package dev.jebpf.probes;

import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /// Plans, loads and attaches what can be had of the requests.
  void open(EventPlanner planner, List<EventRequest> requests) {
    Set<String> names = new HashSet<>();
    for (EventRequest request : requests) {
      try {
        EventPlanner.Plans plans = planner.plan(request);
        for (EventPlan plan : plans.events()) {
          open(plan, names);
        }
        plans
            .leftOut()
            .forEach(reason -> leaveOut(reason.substring(0, reason.indexOf(": ")), reason));
      } catch (EventDataException e) {
        leaveOut(request.text(), String.valueOf(e.getMessage()));
      }
    }
  }

  private void leaveOut(String event, String reason) {
    backends.putIfAbsent(event, Backend.unavailable(reason));
  }

  private void open(EventPlan plan, Set<String> names) {
    if (!names.add(plan.name())) {
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
      boolean texts = candidate.code().texts() != null;
      EventMaps maps = EventMaps.create(owner, ring, counters, number, texts);
      try {
        EventProbe probe = programs.event(maps, candidate.code(), number);
        attachments.add(EventAttachment.of(kernel, compiler, probe, candidate));
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
    String entry = Mechanisms.describe(candidate.entry());
    return candidate.exit() == null ? entry : entry + ", " + Mechanisms.describe(candidate.exit());
  }

  @Override
  public List<Served> served() {
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
  public List<String> missing() {
    return backends.values().stream()
        .filter(backend -> !backend.available())
        .map(backend -> String.valueOf(backend.reason()))
        .toList();
  }

  /// By event, what serves it or why nothing does.
  Map<String, Backend> backends() {
    return backends;
  }

  /// By program name and event.
  Map<String, RunStatistics> runTimes() {
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
  public void close() {
    attachments.reversed().forEach(EventAttachment::close);
    attachments.clear();
  }
}
