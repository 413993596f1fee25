/// The kernel's structures as the probes see them: bound by name to the BTF of the running kernel.
///
/// Names that differ between kernel versions or architectures are alternatives of one accessor.
@NullMarked
package dev.jebpf.probes.kernel;

import org.jspecify.annotations.NullMarked;
