/// What is the same by every mechanism that a kernel has to see operations by, and what it costs.
@NullMarked
package dev.jebpf.mechanisms;

import org.jspecify.annotations.NullMarked;
