/// The demo: payment gateway, order service under the agent and load generator, each a process of
/// its own, and then where the time went.
///
/// ```
/// ./jebpf demo --seconds 10
/// ```
@NullMarked
package dev.jebpf.samples.demo;

import org.jspecify.annotations.NullMarked;
