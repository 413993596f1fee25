package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.NoteArgument;
import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserProbe;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventTarget;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.lang.Helpers;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.UserSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plans events at USDT probes. Sites of one probe that have the arguments in the same places share
/// a program.
final class UsdtPlanner {
  /// A probe to be traced.
  record Target(UserFile file, UserProbe probe, EventTarget.UserProbe wanted) {
    @Override
    public String toString() {
      return probe.provider() + ":" + probe.name();
    }
  }

  /// Sites that one probe may have.
  private static final int MOST_SITES = 256;

  private final RegisterWords registers;
  private final Helpers helpers;
  private final int process;

  /// @param process as that of [UserSite]
  UsdtPlanner(RegisterWords registers, Helpers helpers, int process) {
    this.registers = registers;
    this.helpers = helpers;
    this.process = process;
  }

  /// The probes that are meant, of some files.
  List<Target> matching(EventTarget.UserProbe wanted, List<UserFile> files)
      throws EventDataException {
    List<UserProbe> all = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (UserFile file : files) {
      for (UserProbe probe : UserLookup.in(file::probes)) {
        all.add(probe);
        if (wanted.provider().matches(probe.provider()) && wanted.name().matches(probe.name())) {
          targets.add(new Target(file, probe, wanted));
        }
      }
    }
    if (targets.isEmpty()) {
      String message = unknown(wanted, files, all);
      throw wanted.own() ? EventDataException.early(message) : new EventDataException(message);
    }
    return targets;
  }

  private static String unknown(
      EventTarget.UserProbe wanted, List<UserFile> files, List<UserProbe> all) {
    String file = files.getFirst().toString();
    if (all.isEmpty()) {
      boolean jvm = files.getFirst().shortName().equals("libjvm");
      return file
          + " has no USDT probes"
          + (jvm ? "; this JDK was built without them (configure --enable-dtrace)" : "");
    }
    List<String> providers = all.stream().map(UserProbe::provider).distinct().toList();
    if (providers.stream().noneMatch(wanted.provider()::matches)) {
      String provider = wanted.provider().pattern();
      return file + " has no provider " + provider + Hints.of(provider, providers);
    }
    String name = wanted.name().pattern();
    List<String> names =
        all.stream()
            .filter(probe -> wanted.provider().matches(probe.provider()))
            .map(UserProbe::name)
            .distinct()
            .toList();
    return file
        + " has no probe "
        + wanted.provider().pattern()
        + ":"
        + name
        + Hints.near(name, names);
  }

  EventPlan plan(EventRequest request, Target target) throws EventDataException {
    UserProbe probe = target.probe();
    if (probe.sites().size() > MOST_SITES) {
      throw new EventDataException(
          target
              + " fires at "
              + probe.sites().size()
              + " places, and at most "
              + MOST_SITES
              + " can be traced");
    }
    List<FieldRequest> fields = request.fields();
    if (fields == null) {
      fields = target.wanted().own() ? ProbeFields.ofOwn(probe) : ProbeFields.of(probe);
    }
    List<Candidate.Placement> placements = new ArrayList<>();
    List<PlannedField> planned = List.of();
    for (Map.Entry<List<NoteArgument>, List<AttachPoint>> same : byArguments(target).entrySet()) {
      var builder = new CodeBuilder(new NoteScope(probe, same.getKey(), registers, helpers), null);
      builder.addNamed(fields);
      planned = planned.isEmpty() ? builder.fields() : planned;
      placements.add(
          new Candidate.Placement(
              same.getValue(), List.of(), builder.build(request.condition(), 0)));
    }
    String name =
        "usdt."
            + EventNames.identifier(probe.provider())
            + "."
            + EventNames.identifier(probe.name());
    var candidate = new Candidate(placements, planned, null, probe.declaration());
    return new EventPlan(name, request.text(), List.of(candidate), List.of());
  }

  private Map<List<NoteArgument>, List<AttachPoint>> byArguments(Target target) {
    Map<List<NoteArgument>, List<AttachPoint>> sites = new LinkedHashMap<>();
    for (UserProbe.Site site : target.probe().sites()) {
      var place =
          new UserSite(target.file().path().toString(), site.offset(), site.semaphore(), process);
      sites
          .computeIfAbsent(site.arguments(), _ -> new ArrayList<>())
          .add(new AttachPoint.Uprobe(place));
    }
    return sites;
  }
}
