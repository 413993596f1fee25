/// What jebpf records: the event types, as JDK Mission Control and the `jfr` tool show them.
///
/// Every type has a label, a description and a category, every field a label, a description and a
/// content type. An event of the past is committed with the time it really began and lasted, see
/// [EventClock].
///
/// ```java
/// MethodCallEvent.commit(clock, call, "com.acme.Orders.place", null, "http-7");
/// ```
@NullMarked
package dev.jebpf.jfr;

import org.jspecify.annotations.NullMarked;
