package dev.jebpf.cli.doctor;

import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.ThreadLayout;
import java.util.List;

/// What this JVM offers; a service on the same JDK has the same.
public final class JvmChecks {
  private JvmChecks() {}

  /// Findings about the JVM that runs the command line.
  public static Section section() {
    return new Section(
        "This JVM: "
            + System.getProperty("java.vm.name")
            + " "
            + Runtime.version()
            + " in "
            + System.getProperty("java.home"),
        List.of(
            Finding.required(
                hasModule("jdk.jfr"),
                "module jdk.jfr",
                "missing, what is traced is recorded with it: use a JDK, or add it with jlink"),
            Finding.required(
                hasModule("java.instrument"),
                "module java.instrument",
                "missing, no agent can start: use a JDK, or add it with jlink"),
            hasModule("jdk.attach")
                ? Finding.ok("module jdk.attach", "for jebpf attach")
                : Finding.no(
                    "module jdk.attach",
                    "missing, jebpf attach won't work from this Java: use a JDK, or start services"
                        + " with -javaagent:jebpf.jar"),
            hotSpot()));
  }

  private static Finding hotSpot() {
    try {
      ThreadLayout.ofThisProcess();
      return Finding.ok("HotSpot's own tables", "threads, and their waits by kind");
    } catch (MissingVmSymbolException e) {
      return Finding.no(
          "HotSpot's own tables",
          e.getMessage()
              + ". Waits inside the JVM can't be told apart: use a HotSpot of JDK 25 or newer");
    }
  }

  private static boolean hasModule(String name) {
    return ModuleLayer.boot().findModule(name).isPresent();
  }
}
