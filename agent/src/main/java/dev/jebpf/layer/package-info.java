/// Makes the module `dev.jebpf` out of the nested jar, in a layer of its own.
///
/// A named module can be given native access and an open `java.lang` for itself alone; the unnamed
/// module of an application could not, without a warning and without giving both to everybody. The
/// classes of this package are all that the nested jar's loader has outside that module.
///
/// | loader | holds | sees |
/// |---|---|---|
/// | boot | `java.lang.Jebpf*`: what woven code calls | the JDK |
/// | application | `dev.jebpf.premain` | what the service has |
/// | nested jar, unnamed module | `dev.jebpf.layer` | the JDK |
/// | nested jar, module `dev.jebpf` | everything else, third-party packages too | the JDK |
///
/// ```java
/// Object start = IsolatedModule.define(loader).create("dev.jebpf.agent.AgentStart");
/// ```
@NullMarked
package dev.jebpf.layer;

import org.jspecify.annotations.NullMarked;
