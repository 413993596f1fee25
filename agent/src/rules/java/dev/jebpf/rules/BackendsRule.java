package dev.jebpf.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;

/// Kernel probes could not be attached: what of the recording is missing for that, and why.
///
/// A probe that is missing scores 75; without the account of threads, from which everything else
/// follows, it is 100. A probe that is there but does not see everything scores 25.
public final class BackendsRule extends JebpfRule {
  static final TypedResult<IQuantity> MISSING =
      Amounts.count("missing", "Probes that could not be attached");
  static final TypedResult<String> PROBES =
      Amounts.text("probes", "The probes that could not be attached");

  private static final String ACCOUNT = "thread.account";

  /// How a reason begins that says what an attached probe does not see.
  private static final String GAP = "not seen: ";

  private static final Map<String, String> CONSEQUENCES =
      Map.of(
          ACCOUNT,
          "no states: threads and calls have wall time only",
          "thread.start",
          "threads are accounted for only once they were found otherwise",
          "thread.waker",
          "events and accounts do not say who woke a thread",
          "file.operations",
          "no FileOpen, FileRead, FileWrite or FileSync, nor their statistics",
          "tcp.operations",
          "no TcpAccept, TcpSend or TcpReceive, nor their statistics",
          "tcp.connections",
          "no TcpConnect or TcpClose, nor their statistics",
          "tcp.retransmits",
          "no TcpRetransmit, nor its statistics");

  /// For Mission Control's service loader.
  public BackendsRule() {
    super(
        "jebpf.Backends",
        "Missing Kernel Probes",
        JfrRuleTopics.RECORDING,
        List.of(),
        List.of(MISSING, PROBES),
        List.of(Names.BACKEND));
  }

  @Override
  protected IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider results) {
    Map<String, Recorded> probes =
        new TreeMap<>(Latest.by(event -> event.text("probe"), items, Names.BACKEND));
    List<Recorded> missing =
        probes.values().stream().filter(probe -> probe.text("backend").isEmpty()).toList();
    List<Recorded> partial = probes.values().stream().filter(BackendsRule::hasGap).toList();
    if (!missing.isEmpty()) {
      return missing(missing, preferences);
    }
    return partial.isEmpty()
        ? result(0, preferences, List.of())
            .setSummary("All kernel probes that were asked for are attached.")
            .build()
        : partial(partial, preferences);
  }

  private IResult missing(List<Recorded> missing, IPreferenceValueProvider preferences) {
    List<String> names = missing.stream().map(probe -> probe.text("probe")).toList();
    return result(
            names.contains(ACCOUNT) ? 100 : 75,
            preferences,
            missing.stream().map(BackendsRule::line).toList())
        .addResult(MISSING, Amounts.number(missing.size()))
        .addResult(PROBES, String.join(", ", names))
        .setSummary("Kernel probes could not be attached: {probes}.")
        .setExplanation(
            "The kernel refused {missing} of the probes, so the recording lacks what they see."
                + " {details}")
        .setSolution(
            "jebpf doctor, run as the service's user, says what each probe needs and what helps:"
                + " most often CAP_BPF and CAP_PERFMON, in a container its seccomp profile too.")
        .build();
  }

  private IResult partial(List<Recorded> partial, IPreferenceValueProvider preferences) {
    return result(25, preferences, partial.stream().map(BackendsRule::gapLine).toList())
        .setSummary("Kernel probes are attached, but do not see everything.")
        .setExplanation(
            "This kernel lacks functions or tracepoints that a probe can do without. {details}")
        .setSolution("jebpf doctor says what each probe needs.")
        .build();
  }

  private static boolean hasGap(Recorded probe) {
    return !probe.text("backend").isEmpty() && probe.text("reason").contains(GAP);
  }

  private static String gapLine(Recorded probe) {
    String reason = probe.text("reason");
    return probe.text("probe") + ": " + reason.substring(reason.indexOf(GAP));
  }

  private static String line(Recorded probe) {
    String consequence = CONSEQUENCES.getOrDefault(probe.text("probe"), "no events of it");
    return "%s: %s. Reason: %s".formatted(probe.text("probe"), consequence, probe.text("reason"));
  }
}
