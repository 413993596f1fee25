/// What the JVM loads from the jar's root, into the application's own class path: as little as can
/// be, in a class-file version that an old JVM reads too, so that it gets one clear line.
///
/// ```
/// java -javaagent:jebpf.jar=file=/tmp/x.jfr -jar service.jar     Agent.premain
/// jebpf attach PID                                               Agent.agentmain
/// java -jar jebpf.jar breakdown /tmp/x.jfr                       Launcher.main
/// ```
///
/// A class here has no logging, no lambdas and no static initializer, and lets nothing escape: an
/// exception out of `premain` ends the JVM. All else is in the [nested jar][NestedJar]. (Not
/// `@NullMarked`: that annotation needs a newer class-file version than the package is made for.)

package dev.jebpf.premain;
