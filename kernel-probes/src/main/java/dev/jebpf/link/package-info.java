/// Links: loaded programs at work.
///
/// [Link#attach] chooses by the program's attach point; a link's program runs until the link is
/// closed or the process ends, whichever way it ends. There is one class per kind of attachment.
///
/// ```java
/// try (LoadedProgram program = loader.load(spec);
///     Link link = Link.attach(kernel, program)) {
///   ...
/// }
/// ```
@NullMarked
package dev.jebpf.link;

import org.jspecify.annotations.NullMarked;
