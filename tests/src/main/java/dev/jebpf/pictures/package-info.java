/// Pictures of a recording as JDK Mission Control (JMC) presents it, for the documentation: the
/// lanes of its page *Threads*, its flame graph, its event browser and the results of its rules, as
/// SVG files. Made with `./jebpf pictures RECORDING DIRECTORY`.
///
/// What is shown is what JMC's own parser, stack trace tree, units and texts say (`org.openjdk.jmc`
/// on Maven Central); what is drawn with is ours. JMC's charts (`org.openjdk.jmc.ui.charts`) and
/// its flame graph (`io.github.bric3.fireplace`) are parts of the application, which is an Eclipse
/// product and can't be had from Maven Central.
///
/// ```java
/// JmcRecording recording = JmcRecording.load(Path.of("orders.jfr"));
/// Files.writeString(Path.of("threads.svg"), new ThreadsPage(recording).draw());
/// ```
@NullMarked
package dev.jebpf.pictures;

import org.jspecify.annotations.NullMarked;
