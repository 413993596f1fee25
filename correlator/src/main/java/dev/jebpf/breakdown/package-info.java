/// Where the time of a recorded service went: accounts of threads, methods and calls as values.
///
/// ```java
/// var report = BreakdownReport.read(Path.of("service.jfr"));
/// for (var thread : report.threads()) {
///   long nanos = thread.states().nanos(State.LOCK);
///   System.out.println(thread.name() + " waited for locks " + nanos + " ns");
/// }
/// ```
///
/// # What is read from a recording
///
/// The reader binds to the events below by these names, so that it also reads recordings of other
/// versions. Every event that accounts for time carries `wall` and one `@Timespan(NANOSECONDS)
/// long` field for each [dev.jebpf.probes.State], named like its label in camel case
/// ([EventField#of]): `cpu`, `runqueuePreempted`, `runqueueWoken`, `throttled`, `lock`, ... The
/// states add up to `wall` exactly, in nanoseconds.
///
/// - `jebpf.ThreadBreakdown`: `threadName` String, `javaThreadId` long (0: a thread of the VM
///   itself), `osThreadId` long (0: virtual), `virtual` boolean, `ended` boolean. Cumulative since
///   the agent first saw the thread; the last event of a thread counts; `ended` makes it final, a
///   later one with the same ids is another thread.
/// - `jebpf.MethodStatistics`: `method` String, `count` long, `errors` long, `p50`, `p99`, `max`
///   timespans. Cumulative since the agent started; the last event of a `method` counts.
/// - `jebpf.MethodCall`: `method` String, `thrown` String (class name; null: returned), `spanId`
///   long, `parentSpanId` long (0: none). One call; thread, start and stack are the event's own.
/// - `jebpf.Losses`: one long for each kind: `ringDrops`, `slotsExhausted`, `spansAbandoned`, ...
///   Cumulative; the last event counts.
/// - `jebpf.Backend`: `probe` String, `backend` String (null: unavailable), `reason` String (null:
///   available). The last event of a `probe` counts.
/// - `jebpf.Overhead`: any number of longs. Cumulative; the last event counts.
///
/// `method` names one method uniquely: binary class name, dot, method name, and where a class has
/// several of that name the parameter types in parentheses.
@NullMarked
package dev.jebpf.breakdown;

import org.jspecify.annotations.NullMarked;
