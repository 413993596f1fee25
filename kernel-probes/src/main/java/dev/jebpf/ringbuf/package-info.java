/// The reader of a BPF ring buffer. Minimum kernel 5.8.
///
/// ```java
/// try (RingBufferReader reader = RingBufferReader.open(kernel, ring)) {
///   Event event = Views.over(Event.class, MemorySegment.NULL, 0);
///   while (reader.isOpen()) {
///     reader.poll(
///         Duration.ofSeconds(1),
///         (memory, offset, size) -> {
///           Views.move(event, memory, offset);
///           handle(event);
///         });
///   }
/// }
/// ```
@NullMarked
package dev.jebpf.ringbuf;

import org.jspecify.annotations.NullMarked;
