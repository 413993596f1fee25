/// Every thread of this JVM: what it is called, what runs in it, and the account of its time.
///
/// The kernel programs keep a slot for each thread; here it gets its Java name and id, or for a
/// thread of the JVM itself what it is for, and a reading that is exact to the nanosecond at any
/// moment, in the middle of a sleep as well.
///
/// ```java
/// registry.refresh();
/// for (ThreadReading thread : registry.readings()) {
///   ThreadBreakdownEvent.commit(thread.description(), thread.wallNanos(), thread.words());
/// }
/// ```
@NullMarked
package dev.jebpf.thread;

import org.jspecify.annotations.NullMarked;
