package dev.jebpf.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the user can do about a failed system call.
final class Remedies {
  private static final String INTERRUPTED =
      "signals kept interrupting the kernel's verifier: stop what sends them, such as a profiler,"
          + " until this has started";

  private Remedies() {}

  static @Nullable String of(
      SystemCall call, @Nullable Errno errno, Supplier<Privileges> privileges) {
    return switch (errno) {
      case null -> null;
      case EPERM, EACCES ->
          switch (call) {
            case BPF -> notPermitted(privileges.get(), "bpf(2)");
            case PERF_EVENT_OPEN -> perfNotPermitted(privileges.get());
            case PROCESS_VM_READV, PIDFD_OPEN ->
                "reading another process needs the same user and CAP_SYS_PTRACE";
            default -> null;
          };
      case EAGAIN -> call == SystemCall.BPF ? INTERRUPTED : null;
      case EMFILE -> "raise the limit on open files (ulimit -n)";
      case ENFILE -> "raise the system's limit on open files (sysctl fs.file-max)";
      case ENOMEM -> "free memory, or raise the memory limit of the control group";
      case ENOSYS ->
          "this kernel does not have the system call, or a seccomp filter hides it (containers:"
              + " --security-opt seccomp=unconfined, or a profile that allows it)";
      default -> null;
    };
  }

  private static String perfNotPermitted(Privileges privileges) {
    return privileges.has(Capability.PERFMON)
        ? notPermitted(privileges, "perf_event_open(2)")
        : notPermitted(privileges, "perf_event_open(2)")
            + " (kernel.perf_event_paranoid is "
            + privileges.perfEventParanoid()
            + ")";
  }

  private static String notPermitted(Privileges privileges, String call) {
    List<String> missing = new ArrayList<>();
    if (!privileges.has(Capability.BPF)) {
      missing.add(Capability.BPF.symbol());
    }
    if (!privileges.has(Capability.PERFMON)) {
      missing.add(Capability.PERFMON.symbol());
    }
    if (!missing.isEmpty()) {
      return "this process lacks "
          + String.join(" and ", missing)
          + ": run as root, or give it CAP_BPF and CAP_PERFMON (systemd: AmbientCapabilities=,"
          + " containers: --cap-add, shell: setpriv --ambient-caps +bpf,+perfmon)"
          + unprivileged(privileges);
    }
    if (!privileges.initialUserNamespace()) {
      return "the capabilities are those of a user namespace, and the kernel asks for the initial"
          + " namespace's: run outside of it (containers: without user namespace remapping)";
    }
    if (privileges.lockdown() == Lockdown.CONFIDENTIALITY) {
      return "the kernel is locked down (confidentiality): boot with lockdown=integrity or less";
    }
    if (privileges.seccomp() == 2) {
      return "a seccomp filter is in force: allow "
          + call
          + " in its profile (containers: --security-opt seccomp=unconfined)";
    }
    return "the capabilities are there, so a security module's policy forbids it: see the kernel log";
  }

  private static String unprivileged(Privileges privileges) {
    return privileges.unprivilegedBpfDisabled() > 0
        ? "; kernel.unprivileged_bpf_disabled is " + privileges.unprivilegedBpfDisabled()
        : "";
  }
}
