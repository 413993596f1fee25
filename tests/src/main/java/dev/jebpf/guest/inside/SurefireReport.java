package dev.jebpf.guest.inside;

import dev.jebpf.guest.inside.TestOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/// Writes a report as Surefire does (surefire-test-report.xsd), one element a line, so that whoever
/// reads those reads the guests' too. The guest's name is part of each class name.
final class SurefireReport {
  private SurefireReport() {}

  static void write(Path directory, String guest, Collection<TestOutcome> outcomes)
      throws IOException {
    var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.append(
        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"%.1f\">%n"
            .formatted(
                escaped(guest),
                outcomes.size(),
                count(outcomes, Status.FAILED),
                count(outcomes, Status.SKIPPED),
                outcomes.stream().mapToDouble(TestOutcome::seconds).sum()));
    outcomes.forEach(outcome -> testCase(text, guest, outcome));
    text.append("</testsuite>\n");
    Files.writeString(directory.resolve("TEST-" + guest + ".xml"), text);
  }

  private static long count(Collection<TestOutcome> outcomes, Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  private static void testCase(StringBuilder text, String guest, TestOutcome outcome) {
    text.append(
        "  <testcase name=\"%s\" classname=\"%s/%s\" time=\"%.1f\">%n"
            .formatted(
                escaped(outcome.name()),
                escaped(guest),
                escaped(outcome.type()),
                outcome.seconds()));
    switch (outcome.status()) {
      case PASSED -> {
        if (outcome.attempts() > 1) {
          text.append("    <flakyFailure>")
              .append(escaped(outcome.reason()))
              .append("</flakyFailure>\n");
        }
      }
      case SKIPPED ->
          text.append("    <skipped message=\"").append(escaped(outcome.reason())).append("\"/>\n");
      case FAILED ->
          text.append("    <failure>").append(escaped(outcome.reason())).append("</failure>\n");
    }
    text.append("  </testcase>\n");
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> {
                  boolean allowed = character >= ' ' || character == '\t';
                  escaped.appendCodePoint(allowed ? character : '?');
                }
              }
            });
    return escaped.toString();
  }
}
