/// What `jebpf list` lists: everything that can be traced, in the words the agent's options take.
///
/// ```java
/// Listing kernel = new KernelListing(functions, tracepoints, symbols);
/// kernel.entries().filter(entry -> filter.matches(entry.name())).forEach(this::print);
/// ```
@NullMarked
package dev.jebpf.cli.list;

import org.jspecify.annotations.NullMarked;
