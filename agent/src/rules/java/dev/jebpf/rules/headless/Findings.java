package dev.jebpf.rules.headless;

import dev.jebpf.cli.analyze.Finding;
import dev.jebpf.cli.analyze.Severity;
import dev.jebpf.rules.Detail;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/// JMC's results as findings: texts with their values filled in, as Mission Control shows them.
final class Findings {
  private Findings() {}

  static Finding of(IResult result) {
    IRule rule = result.getRule();
    return new Finding(
        rule.getId(),
        rule.getName(),
        rule.getTopic() == null ? "" : rule.getTopic(),
        severity(result),
        score(result),
        text(result, result.getSummary()),
        text(result, result.getExplanation()),
        text(result, result.getSolution()),
        result.getResult(Detail.LIST).stream().map(detail -> plain(detail.text())).toList());
  }

  /// What is to be said of a rule that ended with an exception.
  static Finding failed(IRule rule, @Nullable Throwable cause) {
    return new Finding(
        rule.getId(),
        rule.getName(),
        rule.getTopic() == null ? "" : rule.getTopic(),
        Severity.FAILED,
        0,
        "The rule could not be evaluated: " + cause,
        "",
        "",
        List.of());
  }

  private static Severity severity(IResult result) {
    return switch (result.getSeverity()) {
      case WARNING -> Severity.WARNING;
      case INFO -> Severity.INFO;
      case OK -> Severity.OK;
      case NA, IGNORE -> Severity.NOT_APPLICABLE;
    };
  }

  private static double score(IResult result) {
    IQuantity score = result.getResult(TypedResult.SCORE);
    return score == null ? 0 : score.doubleValueIn(UnitLookup.NUMBER_UNITY);
  }

  /// The list of details is a field of its own; the JVM's rules write paragraphs in HTML.
  private static String text(IResult result, @Nullable String template) {
    if (template == null) {
      return "";
    }
    return plain(
        ResultToolkit.populateMessage(result, template.replace("{details}", ""), false)
            .replaceAll("</?(p|br|b|i|ul|li|a)\\b[^>]*>", " "));
  }

  /// Ordinary blanks: JMC keeps numbers and units together with one that does not break.
  private static String plain(String text) {
    return text.replaceAll("[\\s\u00a0]+", " ").strip();
  }
}
