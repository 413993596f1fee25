package dev.jebpf.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/// Opens the package `jdk.jfr` to this module: the event types JFR makes for kernel events live
/// there, and the true times of an event are in private fields that JFR adds to them.
final class JfrPackage {
  private JfrPackage() {}

  static void open(Instrumentation instrumentation) {
    ModuleLayer.boot()
        .findModule("jdk.jfr")
        .ifPresent(
            jfr ->
                instrumentation.redefineModule(
                    jfr,
                    Set.of(),
                    Map.of(),
                    Map.of("jdk.jfr", Set.of(JfrPackage.class.getModule())),
                    Set.of(),
                    Map.of()));
  }
}
