package dev.jebpf.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The table of a matrix: a row for each guest, and below it what serves the probes there, what was
/// skipped and why, and what failed.
final class MatrixTable {
  private static final String ROW = "%-12s %-4s %-8s %7s %7s %8s %8s  %s";

  private MatrixTable() {}

  static List<String> of(List<GuestResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted("KERNEL", "JDK", "TESTS", "PASSED", "FAILED", "SKIPPED", "SECONDS", "BUILT"));
    results.forEach(result -> row(result, lines));
    return lines;
  }

  private static void row(GuestResult result, List<String> lines) {
    String seconds = "%.0f".formatted(result.seconds());
    if (result.report().isEmpty()) {
      lines.add(
          ROW.formatted(
              result.kernel().name(),
              result.jdk().name(),
              result.tests(),
              "-",
              "-",
              "-",
              seconds,
              result.built()));
      lines.add("  no report: " + result.failure());
      return;
    }
    GuestReport report = result.report().get();
    int skipped = report.skipped().values().stream().mapToInt(List::size).sum();
    lines.add(
        ROW.formatted(
            result.kernel().name(),
            result.jdk().name(),
            result.tests(),
            report.passed(),
            report.failed().size(),
            skipped,
            seconds,
            result.built()));
    byBackend(report).forEach((backend, probes) -> lines.add("  " + probes + ": " + backend));
    report
        .skipped()
        .forEach((reason, tests) -> lines.add("  skipped " + tests.size() + ": " + reason));
    report.failed().forEach(test -> lines.add("  failed: " + test));
    if (report.flaky() > 0) {
      lines.add("  passed at a second or third attempt: " + report.flaky());
    }
  }

  private static Map<String, String> byBackend(GuestReport report) {
    Map<String, String> probes = new TreeMap<>();
    report
        .backends()
        .forEach(
            (probe, backend) -> probes.merge(backend, probe, (others, one) -> others + ", " + one));
    return probes;
  }
}
