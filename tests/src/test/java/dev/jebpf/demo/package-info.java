/// The demo as a test: a service with everything a service does, for some seconds.
@NullMarked
package dev.jebpf.demo;

import org.jspecify.annotations.NullMarked;
