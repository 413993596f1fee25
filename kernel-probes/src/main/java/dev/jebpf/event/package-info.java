/// Kernel events as users write them on the command line, as values. Pure: text in, values or one
/// of two exceptions out.
///
/// ```java
/// EventRequest request = EventRequest.parse("kernel:vfs_read(count)/duration > 1ms/");
/// ```
///
/// [EventSyntaxException] is for text that cannot be understood, [EventDataException] for what can
/// be understood but not be had here.
@NullMarked
package dev.jebpf.event;

import org.jspecify.annotations.NullMarked;
