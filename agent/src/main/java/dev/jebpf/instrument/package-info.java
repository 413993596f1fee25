/// Weaves spans into the methods the user asked for.
///
/// A class is looked at in three steps, each for fewer classes than the one before: by name and by
/// a walk over the constant pool ([ClassSelection#mayMatch]); by its methods and annotations
/// ([ClassSelection#select] on a [ClassOutline]); and only then is it rewritten with ASM
/// ([SpanWeaver]). Neither step loads a class. What was loaded before is transformed again.
///
/// ```java
/// var selection = new ClassSelection(options.methods(), options.presets());
/// var tracing = new TracingTransformer(selection, registry::register, false);
/// instrumentation.addTransformer(tracing, true);
/// new LoadedClasses(instrumentation, selection, tracing.hooked()).weave(tracing.log());
/// ```
///
/// ASM rather than ByteBuddy: the code to insert is three short sequences that need no generator,
/// and ByteBuddy's 1,400 classes would cost most of a second at start-up.
@NullMarked
package dev.jebpf.instrument;

import org.jspecify.annotations.NullMarked;
