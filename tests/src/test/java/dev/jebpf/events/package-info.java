/// Kernel events asked for with `events=`, from the option's text to what readers of the recording
/// see.
@NullMarked
package dev.jebpf.events;

import org.jspecify.annotations.NullMarked;
