package dev.jebpf.guest.inside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// `InGuest GUEST RESULTS SELECTOR...`: runs the tests that need a kernel and leaves a report in
/// the directory RESULTS. A selector is a directory of classes, a class, or a method
/// (`class#method`).
///
/// The status is 0 when all passed or were skipped. A test that failed is run again, twice, as
/// Surefire does for the same reason: others use this machine too, and an emulated CPU shows it.
public final class InGuest {
  private static final int ATTEMPTS = 3;

  /// Of tests that a guest is too slow, or has too little, for.
  private static final String EXCLUDED = System.getProperty("jebpf.guest.exclude", "");

  /// Longer than any test takes, emulated on a busy machine; but for those that were asked for by a
  /// property.
  private static final Duration LONGEST =
      Duration.ofSeconds(Integer.getInteger("jebpf.guest.longest", 600));

  /// What all tests may take.
  private static final Duration ALL =
      Duration.ofSeconds(Integer.getInteger("jebpf.guest.seconds", 3600));

  private final String guest;
  private final Path results;
  private final Outcomes outcomes = new Outcomes();
  private final Watchdog watchdog = new Watchdog(LONGEST, ALL, this::giveUp);
  private final Launcher launcher = LauncherFactory.create();

  private InGuest(String guest, Path results) {
    this.guest = guest;
    this.results = results;
  }

  public static void main(String[] args) throws IOException {
    var selectors = Selectors.of(List.of(args).subList(2, args.length));
    System.exit(new InGuest(args[0], Path.of(args[1])).run(selectors));
  }

  private int run(List<DiscoverySelector> selectors) throws IOException {
    watchdog.start();
    attempt(selectors);
    for (int attempt = 2; attempt <= ATTEMPTS && !outcomes.failed().isEmpty(); attempt++) {
      System.out.println("@jebpf again " + outcomes.failed().size());
      attempt(outcomes.failed().stream().map(DiscoverySelectors::selectUniqueId).toList());
    }
    SurefireReport.write(results, guest, outcomes.all());
    return outcomes.failed().isEmpty() ? 0 : 1;
  }

  /// Nothing can end a thread that hangs, so the whole process ends, without its shutdown hooks.
  private void giveUp(TestIdentifier stuck) {
    outcomes.fail(
        stuck,
        "ended: no test may take longer than %d s, all of them no longer than %d s"
            .formatted(LONGEST.toSeconds(), ALL.toSeconds()));
    try {
      SurefireReport.write(results, guest, outcomes.all());
    } catch (IOException e) {
      System.out.println("@jebpf error no report: " + e);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private void attempt(List<? extends DiscoverySelector> selectors) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            .filters(
                EngineFilter.includeEngines("junit-jupiter"),
                ClassNameFilter.includeClassNamePatterns(".*Test"),
                TagFilter.includeTags("kernel"));
    if (!EXCLUDED.isEmpty()) {
      request.filters(TagFilter.excludeTags(EXCLUDED));
    }
    launcher.execute(request.build(), outcomes, watchdog);
  }
}
