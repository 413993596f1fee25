/// The agent in containers: exact as outside where the kernel lets it work, one clear line and a
/// service that goes on where it does not.
@NullMarked
package dev.jebpf.container;

import org.jspecify.annotations.NullMarked;
