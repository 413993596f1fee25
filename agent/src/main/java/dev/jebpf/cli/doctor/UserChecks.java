package dev.jebpf.cli.doctor;

import dev.jebpf.linux.Capability;
import dev.jebpf.linux.Lockdown;
import dev.jebpf.linux.Privileges;
import java.util.ArrayList;
import java.util.List;

/// What the one who would trace may do.
public final class UserChecks {
  private static final int FILTER = 2;
  private static final String HOW_TO_GET =
      "run as root, or give it the capabilities CAP_BPF and CAP_PERFMON (systemd:"
          + " AmbientCapabilities=, containers: --cap-add, shell: setpriv --ambient-caps"
          + " +bpf,+perfmon)";

  private UserChecks() {}

  /// Findings about privileges.
  ///
  /// @param who whose they are
  public static Section section(String who, int uid, Privileges privileges) {
    var findings = capabilities(privileges);
    findings.add(userNamespace(privileges));
    findings.add(lockdown(privileges.lockdown()));
    findings.add(seccomp(privileges.seccomp()));
    return new Section(
        who + ", user " + (uid < 0 ? "unknown" : uid == 0 ? "root" : Integer.toString(uid)),
        findings);
  }

  private static List<Finding> capabilities(Privileges privileges) {
    var findings = new ArrayList<Finding>();
    String remedy = ": " + HOW_TO_GET;
    for (var needed : List.of(Capability.BPF, Capability.PERFMON)) {
      String purpose =
          needed == Capability.BPF ? "to load kernel programs" : "to read kernel memory and attach";
      if (privileges.has(needed)) {
        findings.add(Finding.ok(needed.symbol(), purpose));
      } else {
        findings.add(Finding.fatal(needed.symbol(), "missing, needed " + purpose + remedy));
        remedy = "";
      }
    }
    return findings;
  }

  private static Finding userNamespace(Privileges privileges) {
    return Finding.required(
        privileges.initialUserNamespace(),
        "initial user namespace",
        "capabilities inside a user namespace don't count for eBPF: run outside of it (containers:"
            + " without user namespace remapping, not rootless)");
  }

  private static Finding lockdown(Lockdown lockdown) {
    return switch (lockdown) {
      case NONE -> Finding.ok("kernel lockdown", "none");
      case INTEGRITY -> Finding.ok("kernel lockdown", "integrity, which allows all that is needed");
      case CONFIDENTIALITY ->
          Finding.fatal(
              "kernel lockdown",
              "confidentiality forbids reading kernel memory: boot with lockdown=integrity or less");
      case UNKNOWN ->
          Finding.unknown(
              "kernel lockdown",
              "/sys/kernel/security/lockdown can't be read; most kernels without it have none");
    };
  }

  private static Finding seccomp(int mode) {
    return mode == FILTER
        ? Finding.unknown(
            "seccomp",
            "a filter is in force, it must allow bpf(2) and perf_event_open(2) (containers:"
                + " --security-opt seccomp=unconfined, or a profile that does)")
        : Finding.ok("seccomp", "no filter");
  }
}
