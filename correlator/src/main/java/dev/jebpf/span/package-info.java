/// Spans as the correlator sees them: which methods have them, and what all their calls came to.
///
/// ```java
/// MethodRegistry methods = new MethodRegistry(bridge, thresholdNanos);
/// int id = methods.register("com.acme.Orders", "place", "(J)V");
/// methods.statistics((name, statistics) -> System.out.println(name + " " + statistics.count()));
/// ```
@NullMarked
package dev.jebpf.span;

import org.jspecify.annotations.NullMarked;
