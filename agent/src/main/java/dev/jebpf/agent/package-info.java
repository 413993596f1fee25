/// The agent's life in the JVM it traces: start off the application's path, one recording if asked
/// for, an orderly end.
///
/// ```
/// main thread    premain: options read, file made ---> main runs
/// jebpf-agent      native access, bridge, correlator, recording, weaving | waits for the end
/// shutdown hook                                                 stop: accounts, recording, file
/// ```
///
/// Nothing here throws into the service or prints to it, but for one line to standard error where
/// the user must know.
@NullMarked
package dev.jebpf.agent;

import org.jspecify.annotations.NullMarked;
