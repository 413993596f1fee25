package dev.jebpf.rules.headless;

import dev.jebpf.cli.analyze.EngineFailedException;
import dev.jebpf.cli.analyze.Finding;
import dev.jebpf.cli.analyze.RuleEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/// JMC's rule engine with all rules that its registry finds.
public final class JmcEngine implements RuleEngine {
  /// JMC's parser warns of each type of the JDK that has other fields than it knows of. Held here,
  /// for a logger that nobody holds forgets its level.
  private static final Logger JMC = Logger.getLogger("org.openjdk.jmc");

  /// Called by the command line, by reflection.
  public JmcEngine() {
    JMC.setLevel(Level.SEVERE);
  }

  @Override
  public List<Finding> evaluate(Path recording, boolean jvmRules)
      throws IOException, EngineFailedException {
    IItemCollection items = load(recording);
    Collection<IRule> rules = rules(jvmRules);
    List<Finding> findings = new ArrayList<>();
    Map<IRule, Future<IResult>> results = RulesToolkit.evaluateParallel(rules, items, null, 0);
    for (Map.Entry<IRule, Future<IResult>> result : results.entrySet()) {
      findings.add(finding(result.getKey(), result.getValue()));
    }
    return findings;
  }

  private static IItemCollection load(Path recording) throws IOException, EngineFailedException {
    try {
      return JfrLoaderToolkit.loadEvents(recording.toFile());
    } catch (CouldNotLoadRecordingException | RuntimeException e) { // its parser trusts the file
      throw new EngineFailedException("JMC's parser can't read it: " + e, e);
    }
  }

  private static Collection<IRule> rules(boolean jvmRules) {
    return RuleRegistry.getRules().stream()
        .filter(rule -> jvmRules || rule.getId().startsWith("jebpf."))
        .toList();
  }

  private static Finding finding(IRule rule, Future<IResult> result) throws EngineFailedException {
    try {
      return Findings.of(result.get());
    } catch (ExecutionException e) {
      return Findings.failed(rule, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailedException("interrupted while rules were evaluated", e);
    }
  }
}
