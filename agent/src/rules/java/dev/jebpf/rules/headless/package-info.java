/// Runs JMC's rules, and ours with them, without Mission Control: what `jebpf analyze` loads into a
/// loader of its own, beside JMC's parser and rule engine. Not part of `jebpf-rules.jar`.
///
/// ```java
/// List<Finding> findings = new JmcEngine().evaluate(Path.of("orders.jfr"), true);
/// ```
@NullMarked
package dev.jebpf.rules.headless;

import org.jspecify.annotations.NullMarked;
