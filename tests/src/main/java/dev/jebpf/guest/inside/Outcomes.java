package dev.jebpf.guest.inside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Collects how tests end and says so on the console. A later attempt of a test replaces the
/// earlier. For any thread.
final class Outcomes implements TestExecutionListener {
  private final Map<String, TestOutcome> outcomes = new LinkedHashMap<>();
  private final Map<String, Long> started = new HashMap<>();

  synchronized Collection<TestOutcome> all() {
    return List.copyOf(outcomes.values());
  }

  /// For a test that does not end by itself.
  void fail(TestIdentifier test, String reason) {
    add(test, TestOutcome.Status.FAILED, reason);
  }

  /// The unique ids of those that failed.
  synchronized List<String> failed() {
    List<String> failed = new ArrayList<>();
    outcomes.forEach(
        (id, outcome) -> {
          if (outcome.status() == TestOutcome.Status.FAILED) {
            failed.add(id);
          }
        });
    return failed;
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    started.put(test.getUniqueId(), System.nanoTime());
  }

  /// A class that is skipped, or that can't be set up, counts as one test.
  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, TestOutcome.Status.SKIPPED, reason);
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Optional<Throwable> failure = result.getThrowable();
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          add(test, TestOutcome.Status.PASSED, "");
        } else {
          outcomes.remove(test.getUniqueId());
        }
      }
      case ABORTED ->
          add(test, TestOutcome.Status.SKIPPED, failure.map(Outcomes::missing).orElse(""));
      case FAILED ->
          add(test, TestOutcome.Status.FAILED, failure.map(TestOutcome::trace).orElse(""));
    }
  }

  private static String missing(Throwable aborted) {
    return String.valueOf(aborted.getMessage()).replaceFirst("^Assumption failed: ", "");
  }

  private synchronized void add(TestIdentifier test, TestOutcome.Status status, String reason) {
    TestOutcome before = outcomes.get(test.getUniqueId());
    long start = started.getOrDefault(test.getUniqueId(), System.nanoTime());
    var outcome =
        new TestOutcome(
            type(test),
            name(test),
            status,
            (System.nanoTime() - start) / 1e9,
            reason.isEmpty() && before != null ? before.reason() : reason,
            before == null ? 1 : before.attempts() + 1);
    outcomes.put(test.getUniqueId(), outcome);
    System.out.println("@jebpf test " + outcome.line());
  }

  private static String type(TestIdentifier test) {
    TestSource source = test.getSource().orElse(null);
    return switch (source) {
      case MethodSource method -> method.getClassName();
      case ClassSource type -> type.getClassName();
      case null, default -> test.getUniqueId();
    };
  }

  /// As Surefire names it, so that a test has one name wherever it runs.
  private static String name(TestIdentifier test) {
    return test.getLegacyReportingName().replaceFirst("\\(\\)$", "");
  }
}
