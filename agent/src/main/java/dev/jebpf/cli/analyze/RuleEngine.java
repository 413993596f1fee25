package dev.jebpf.cli.analyze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Evaluates rules over a recording.
@FunctionalInterface
public interface RuleEngine {
  /// What each rule says, in no particular order.
  ///
  /// @param jvmRules whether JMC's own rules about the JVM are evaluated too
  /// @throws IOException if the file can't be read
  /// @throws EngineFailedException if it can be, but not be understood
  List<Finding> evaluate(Path recording, boolean jvmRules)
      throws IOException, EngineFailedException;
}
