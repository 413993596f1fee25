/// The intermediate form: a control-flow graph of [Block]s with [Value]s in SSA form.
///
/// Values stand in the order in which they take effect; what depends on memory or has effects is
/// never moved across another such value.
@NullMarked
package dev.jebpf.compiler.ir;

import org.jspecify.annotations.NullMarked;
