/// From a kernel event as the user asked for it to what is to be loaded: names are looked up in
/// this kernel's types and records, each value becomes code that reads it, and every way to serve
/// the event is listed in order of preference.
///
/// ```java
/// Plans plans = new EventPlanner(functions, tracepoints, symbols, helpers).plan(request);
/// plans.events().forEach(plan -> load(plan.candidates()));
/// ```
@NullMarked
package dev.jebpf.event.plan;

import org.jspecify.annotations.NullMarked;
