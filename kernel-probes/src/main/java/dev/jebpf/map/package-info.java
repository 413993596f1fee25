/// Maps: the memory that kernel programs and the JVM share.
///
/// [Maps] makes them. A program's constructor takes the handles, so they exist before the program
/// is compiled: [Maps#inKernel] creates each map at once and owns it until it is closed, after the
/// programs that use it; [Maps#inMemory] makes maps that no kernel knows, for the JVM run of a
/// program in a unit test and for compiling one where there is no kernel to ask.
///
/// ```java
/// try (KernelMaps maps = Maps.inKernel(Kernel.running())) {
///   KernelMappedArray<Counter> counters = maps.mappedArray("counters", Counter.class, 1);
///   var specs = compiler.compile(new CountSwitches(helpers, tgid, counters));
///   try (var program = loader.load(specs.getFirst()); var link = Link.attach(kernel, program)) {
///     ...
///     long count = counters.at(0).count();
///   }
/// }
/// ```
///
/// [Views] implements the interfaces of map values and records over memory, for both kinds of map.
@NullMarked
package dev.jebpf.map;

import org.jspecify.annotations.NullMarked;
