/// The command line as users run it: `java -jar jebpf.jar` on this kernel and on running JVMs.
@NullMarked
package dev.jebpf.commandline;

import org.jspecify.annotations.NullMarked;
