/// That a recording of ours is one for every reader: the JDK's tools, JDK Mission Control.
@NullMarked
package dev.jebpf.recording;

import org.jspecify.annotations.NullMarked;
