/// The rules for JDK Mission Control, as Mission Control and as `analyze` run them.
@NullMarked
package dev.jebpf.analysis;

import org.jspecify.annotations.NullMarked;
