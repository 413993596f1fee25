/// Rules of JDK Mission Control over jebpf's events: what in a recording deserves a look, why, and
/// what to do about it.
///
/// `jebpf-rules.jar` holds this package alone, for Mission Control's `dropins` folder; `jebpf
/// analyze` runs the same classes with the same engine. So they know JMC and the JDK and nothing
/// else of jebpf: events and fields are found by name.
///
/// Scores are JMC's: 0 to 25 is fine, 25 to 75 worth knowing, 75 to 100 a warning. Between its two
/// limits, which are preferences, a score is linear; beyond the second it approaches 100.
///
/// ```java
/// IItemCollection events = JfrLoaderToolkit.loadEvents(new File("orders.jfr"));
/// RulesToolkit.evaluateParallel(RuleRegistry.getRules(), events, null, 0);
/// ```
@NullMarked
package dev.jebpf.rules;

import org.jspecify.annotations.NullMarked;
