/// Virtual threads in numbers: whether all of their calls are counted, to the nanosecond, and
/// whether memory stays what it is.
///
/// [Crowd] is the service, a child JVM under the agent; what single calls spend their time in is
/// `dev.jebpf.oracle`'s.
@NullMarked
package dev.jebpf.virtual;

import org.jspecify.annotations.NullMarked;
