package dev.jebpf.cli.report;

import static java.util.stream.Collectors.joining;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.ProbeBackend;
import dev.jebpf.cli.text.Canvas;
import dev.jebpf.cli.text.DurationText;
import dev.jebpf.cli.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How far a report can be trusted: what was lost, and what served the probes.
record Credibility(Canvas canvas) {
  private static final String LOSSES = "losses:   ";
  private static final String OVERHEAD = "overhead: ";
  private static final String BACKENDS = "backends: ";

  void addTo(List<String> lines, BreakdownReport report) {
    addLosses(lines, report.losses());
    addOverhead(lines, report.overhead());
    addBackends(lines, report.backends());
  }

  /// Numbers named like times are nanoseconds; those that were not measured are 0 and left out.
  private void addOverhead(List<String> lines, Map<String, Long> overhead) {
    String cost =
        overhead.entrySet().stream()
            .filter(number -> number.getValue() != 0)
            .map(
                number ->
                    number.getKey()
                        + " "
                        + (number.getKey().endsWith("Time")
                            ? DurationText.of(number.getValue())
                            : String.format(Locale.ROOT, "%,d", number.getValue())))
            .collect(joining(", "));
    if (!cost.isEmpty()) {
      lines.addAll(Texts.wrap(OVERHEAD, cost, canvas.width()));
    }
  }

  private void addLosses(List<String> lines, Map<String, Long> losses) {
    if (losses.isEmpty()) {
      warn(lines, LOSSES, "unknown, the recording doesn't tell");
      return;
    }
    String lost =
        losses.entrySet().stream()
            .filter(loss -> loss.getValue() != 0)
            .map(loss -> loss.getKey() + " " + loss.getValue())
            .collect(joining(", "));
    if (lost.isEmpty()) {
      lines.add(LOSSES + "none");
    } else {
      warn(lines, LOSSES, lost);
    }
  }

  private void addBackends(List<String> lines, Map<String, ProbeBackend> backends) {
    if (backends.isEmpty()) {
      warn(lines, BACKENDS, "unknown, the recording doesn't name them");
      return;
    }
    var probesOf = new LinkedHashMap<ProbeBackend, List<String>>();
    new TreeMap<>(backends)
        .forEach((probe, by) -> probesOf.computeIfAbsent(by, _ -> new ArrayList<>()).add(probe));
    var served = new ArrayList<String>();
    var unavailable = new ArrayList<String>();
    probesOf.forEach(
        (backend, probes) ->
            (backend.available() ? served : unavailable)
                .add(String.join(", ", probes) + ": " + inUse(backend)));
    String label = BACKENDS;
    if (!served.isEmpty()) {
      lines.addAll(Texts.wrap(label, String.join("; ", served), canvas.width()));
      label = " ".repeat(BACKENDS.length());
    }
    for (String probes : unavailable) {
      warn(lines, label, probes);
      label = " ".repeat(BACKENDS.length());
    }
  }

  /// Why better ones were refused is for `doctor` and the JSON report to say, at length.
  private static String inUse(ProbeBackend backend) {
    return backend.available() ? String.valueOf(backend.backend()) : Names.of(backend);
  }

  private void warn(List<String> lines, String label, String text) {
    Texts.wrap(label, text, canvas.width()).forEach(line -> lines.add(canvas.warning(line)));
  }
}
