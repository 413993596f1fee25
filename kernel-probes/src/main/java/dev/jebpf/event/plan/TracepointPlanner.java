package dev.jebpf.event.plan;

import dev.jebpf.catalog.KernelFunction;
import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.RecordField;
import dev.jebpf.catalog.TracepointFormat;
import dev.jebpf.catalog.TracepointName;
import dev.jebpf.catalog.Tracepoints;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.code.ContextWord;
import dev.jebpf.lang.Helpers;
import dev.jebpf.name.Wildcard;
import dev.jebpf.program.AttachPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plans events at tracepoints. Preferred is the record that tracefs describes, whose fields are
/// documented and stable; where tracefs cannot be read, or the user names arguments that only the
/// tracepoint's prototype has, it is a raw tracepoint with types from BTF.
///
/// The tracepoints at the entry and the exit of a system call are one event with a duration.
final class TracepointPlanner {
  private static final String SYSCALLS = "syscalls";
  private static final String ENTER = "sys_enter_";
  private static final String EXIT = "sys_exit_";

  private final KernelFunctions functions;
  private final Tracepoints tracepoints;
  private final Helpers helpers;
  private final long threshold;

  TracepointPlanner(
      KernelFunctions functions, Tracepoints tracepoints, Helpers helpers, long threshold) {
    this.functions = functions;
    this.tracepoints = tracepoints;
    this.helpers = helpers;
    this.threshold = threshold;
  }

  /// The tracepoints a pattern means; names without wildcards mean themselves.
  List<TracepointName> matching(Wildcard category, Wildcard name) throws EventDataException {
    if (category.exact() && name.exact()) {
      return List.of(new TracepointName(category.pattern(), name.pattern()));
    }
    List<TracepointName> matching =
        tracepoints.all(functions).stream()
            .filter(t -> category.matches(t.category()) && name.matches(t.name()))
            .filter(t -> !isExitOfOther(t, name))
            .toList();
    if (matching.isEmpty()) {
      throw new EventDataException(
          "no tracepoint of this kernel matches; jebpf list shows those there are");
    }
    return matching;
  }

  /// The exit of a system call belongs to the event of its entry where that matches too.
  private boolean isExitOfOther(TracepointName tracepoint, Wildcard name) {
    return tracepoint.category().equals(SYSCALLS)
        && tracepoint.name().startsWith(EXIT)
        && name.matches(ENTER + tracepoint.name().substring(EXIT.length()));
  }

  EventPlan plan(EventRequest request, TracepointName name) throws EventDataException {
    List<Candidate> candidates = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    try {
      candidates.add(ofRecord(request, name));
    } catch (EventDataException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
    try {
      ofPrototype(request, name).ifPresent(candidates::add);
    } catch (EventDataException e) {
      refusals.add("by its prototype: " + e.getMessage());
    }
    if (candidates.isEmpty()) {
      throw new EventDataException(String.join("; ", refusals));
    }
    String plain =
        "tracepoint."
            + EventNames.identifier(name.category())
            + "."
            + EventNames.identifier(name.name());
    return new EventPlan(plain, request.text(), candidates, refusals);
  }

  private Candidate ofRecord(EventRequest request, TracepointName name) throws EventDataException {
    if (!tracepoints.readable()) {
      throw new EventDataException(Tracepoints.UNREADABLE);
    }
    TracepointFormat format = tracepoints.format(name).orElse(null);
    if (format == null) {
      throw new EventDataException(unknown(name));
    }
    TracepointName exit = exitOf(name);
    CodeBuilder.Returned returned = exit == null ? null : returned(exit);
    return candidate(
        request,
        new RecordScope(name, format, helpers),
        new AttachPoint.PerfTracepoint(name.category(), name.name()),
        exit == null ? null : new AttachPoint.PerfTracepoint(exit.category(), exit.name()),
        returned);
  }

  private Candidate candidate(
      EventRequest request,
      Scope scope,
      AttachPoint entry,
      @Nullable AttachPoint exit,
      CodeBuilder.@Nullable Returned returned)
      throws EventDataException {
    var builder = new CodeBuilder(scope, returned);
    if (request.fields() == null) {
      builder.addAll();
    } else {
      builder.addNamed(request.fields());
    }
    var code = builder.build(request.condition(), threshold);
    FieldType result = returned == null ? null : returned.type();
    return new Candidate(entry, exit, builder.fields(), result, scope.declaration(), code);
  }

  private @Nullable TracepointName exitOf(TracepointName name) {
    return name.category().equals(SYSCALLS) && name.name().startsWith(ENTER)
        ? new TracepointName(SYSCALLS, EXIT + name.name().substring(ENTER.length()))
        : null;
  }

  private CodeBuilder.Returned returned(TracepointName exit) throws EventDataException {
    Optional<TracepointFormat> format = tracepoints.format(exit);
    if (format.isPresent()) {
      for (RecordField field : format.get().fields()) {
        if (field.name().equals("ret")) {
          return new CodeBuilder.Returned(
              new ContextWord(field.offset(), Long.BYTES), FieldType.STATUS);
        }
      }
    }
    throw new EventDataException("this kernel has no tracepoint " + exit + " with a result");
  }

  private Optional<Candidate> ofPrototype(EventRequest request, TracepointName name)
      throws EventDataException {
    KernelFunction function = functions.tracepoint(name.name()).orElse(null);
    if (function == null && tracepoints.readable()) {
      return Optional.empty(); // tracefs has said what there is to say
    }
    if (function == null) {
      List<String> known = functions.tracepointNames().toList();
      throw new EventDataException(
          "BTF knows no tracepoint " + name.name() + Hints.near(name.name(), known));
    }
    var places = ArgumentPlaces.inOrder(function.parameters().size());
    var scope = new PrototypeScope(function, functions.types(), places, helpers);
    var point = new AttachPoint.RawTracepoint(name.name());
    return Optional.of(candidate(request, scope, point, null, null));
  }

  private String unknown(TracepointName name) {
    List<String> all = tracepoints.all(functions).stream().map(TracepointName::toString).toList();
    return "this kernel has no tracepoint " + name + Hints.near(name.toString(), all);
  }
}
