package dev.jebpf.linux;

/// What the kernel's lockdown security module forbids even to root (kernel_lockdown(7)).
public enum Lockdown {
  /// Nothing.
  NONE,
  /// Changes of the running kernel; nothing here needs one.
  INTEGRITY,
  /// Also reads of kernel memory: BPF helpers that read it, kprobes and perf.
  CONFIDENTIALITY,
  /// `/sys/kernel/security/lockdown` could not be read: securityfs is not mounted, or not readable
  /// by this user, or the kernel has no lockdown.
  UNKNOWN;

  /// The state in brackets in the file's text, as in `none [integrity] confidentiality`.
  static Lockdown parse(String text) {
    if (text.contains("[none]")) {
      return NONE;
    } else if (text.contains("[integrity]")) {
      return INTEGRITY;
    } else if (text.contains("[confidentiality]")) {
      return CONFIDENTIALITY;
    }
    return UNKNOWN;
  }
}
