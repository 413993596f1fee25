package dev.jebpf.cli.doctor;

import dev.jebpf.cli.process.JvmProcess;
import dev.jebpf.cli.process.ProcessStatus;
import java.nio.file.Path;
import java.util.ArrayList;

/// What a running JVM offers to an agent that is to be attached.
public final class ProcessChecks {
  private ProcessChecks() {}

  /// Findings about the JVM itself.
  ///
  /// @param jar where the agent is
  public static Section section(JvmProcess jvm, Path jar) {
    var findings = new ArrayList<Finding>();
    String java = jvm.version() == null ? "of unknown version" : jvm.version();
    findings.add(Finding.ok("Java", java + " in " + jvm.home()));
    findings.add(
        jvm.namespaced()
            ? Finding.ok(
                "PID namespace",
                "its own, inside it is process " + jvm.status().namespacePids().getLast())
            : Finding.ok("PID namespace", "the same as here"));
    findings.add(flags(jvm));
    int programs = jvm.bpfPrograms();
    findings.add(
        programs > 0
            ? Finding.ok("traced", "it holds " + programs + " eBPF programs: an agent is at work")
            : Finding.ok("traced", "not yet"));
    findings.add(
        jvm.obstacle(jar, ProcessStatus.ownUid(Path.of("/proc")))
            .map(obstacle -> Finding.fatal("attach", obstacle))
            .orElseGet(() -> Finding.ok("attach", "jebpf attach " + jvm.pid())));
    return new Section("Process " + jvm.pid() + ": " + jvm.status().name(), findings);
  }

  private static Finding flags(JvmProcess jvm) {
    var arguments = jvm.arguments();
    if (arguments.contains("-XX:+DisableAttachMechanism")) {
      return Finding.fatal("flags", "-XX:+DisableAttachMechanism: restart it without that");
    }
    if (arguments.contains("-XX:-EnableDynamicAgentLoading")) {
      return Finding.fatal("flags", "-XX:-EnableDynamicAgentLoading: restart it without that");
    }
    return arguments.contains("-XX:+EnableDynamicAgentLoading")
        ? Finding.ok("flags", "-XX:+EnableDynamicAgentLoading")
        : Finding.ok(
            "flags",
            "attaching makes the JVM print a warning, which -XX:+EnableDynamicAgentLoading avoids");
  }
}
