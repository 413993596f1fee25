/// The way to the few classes in `java.lang` that instrumented methods call.
///
/// Those classes (`src/bridge` of this module, resources of its jar) are defined at run time and
/// cannot be named at compile time; [Bridge] defines them once per JVM and reaches them through
/// method handles. What goes back and forth is arrays and JDK types, described by [CallLayout],
/// [SumLayout] and [VirtualWords].
///
/// ```java
/// Bridge bridge = Bridge.define(privateLookupIntoJavaLang);
/// bridge.methods(1);
/// bridge.start(Bridge.Slots.NONE, (call, thrown) -> log(call[CallLayout.DURATION]));
/// ```
@NullMarked
package dev.jebpf.bridge;

import org.jspecify.annotations.NullMarked;
