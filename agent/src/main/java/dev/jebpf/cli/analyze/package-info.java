/// What the rules of JDK Mission Control find in a recording, and how it is written.
///
/// JMC's parser and rules live in a jar nested in the agent's, which only [EngineLoader] reads: a
/// traced process never loads anything of it.
///
/// ```java
/// List<Finding> findings = EngineLoader.engine().evaluate(Path.of("orders.jfr"), true);
/// ```
@NullMarked
package dev.jebpf.cli.analyze;

import org.jspecify.annotations.NullMarked;
