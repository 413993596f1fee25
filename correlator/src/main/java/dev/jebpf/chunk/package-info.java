/// Chunks of a JFR recording written without the JVM, for events that other threads caused.
///
/// `Event.commit()` records for the thread that calls it, now and with its stack. What a reader of
/// the kernel's records has to tell is about other threads, and over already. So it writes chunks
/// of its own in JFR's format (version 2.1, as `jdk.jfr.internal.consumer` of JDK 25 reads it),
/// each event with its thread, start, duration and stack, and merges them with the JVM's into one
/// file.
///
/// ```java
/// try (var chunks = RollingChunks.open(directory, schema, clock, RetentionLimits.NONE)) {
///   chunks.write(type, new EventThread(23, 4711, "http-7", false), null, ticks, 1_000, values);
/// }
/// RecordingMerge.of(List.of(directory, jvmFile)).write(Path.of("service.jfr"));
/// ```
///
/// Why not JMC's writer (`org.openjdk.jmc:flightrecorder.writer` 9.1.2): it keeps everything in
/// memory until it is closed (146 MB for a million events, and nothing on disk when the JVM is
/// killed), is a tenth as fast, chooses type ids and constant keys that collide with those of the
/// JVM's chunks beside them, and its threads can't be virtual.
///
/// What readers insist on, and who:
///
/// - The JDK converts all times of a file with the first chunk's clock: events carry the JVM's
///   ticks, and the first chunk is the JVM's. `jfr view` knows only the event types of that one.
/// - The JDK keeps the constants of the chunk before by type id and key, so keys are never used
///   twice for different things; types of constants have ids that none of the JVM's has.
/// - The JDK skips metadata with the id of the chunk's before.
/// - JMC drops a chunk whose start it has seen already.
/// - JMC tells threads apart by `osThreadId` alone, which the JVM leaves at 0 for virtual ones:
// their
///   constants are changed as its chunks are copied.
/// - `jfr` refuses a whole file for one chunk that is truncated or still being written.
@NullMarked
package dev.jebpf.chunk;

import org.jspecify.annotations.NullMarked;
