/// The kernel programs themselves, written in Java, and the layouts they share with the JVM.
@NullMarked
package dev.jebpf.probes;

import org.jspecify.annotations.NullMarked;
