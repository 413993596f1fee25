/// The load generator of the demo and the benchmarks: a process of its own, loopback only, bounded
/// in time.
///
/// ```
/// java dev.jebpf.samples.load.Load --port 8080 --seconds 10 --rate 200     # open loop
/// java dev.jebpf.samples.load.Load --port 8080 --seconds 10 --clients 4    # closed loop
/// ```
@NullMarked
package dev.jebpf.samples.load;

import org.jspecify.annotations.NullMarked;
