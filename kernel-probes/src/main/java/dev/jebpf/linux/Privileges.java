package dev.jebpf.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the calling thread may do, as procfs and securityfs tell it; nothing is tried.
///
/// @param effectiveCapabilities the set as a bit mask, of the calling thread
/// @param seccomp mode of the calling thread: 0 none, 1 strict, 2 filter
/// @param lockdown the kernel's lockdown
/// @param unprivilegedBpfDisabled `kernel.unprivileged_bpf_disabled`: 0 allowed, 1 or 2 not, -1
/// unknown
/// @param perfEventParanoid `kernel.perf_event_paranoid`, or [#UNKNOWN]
/// @param memlockBytes soft limit on locked memory; `Long.MAX_VALUE` for none
/// @param initialUserNamespace whether this is the namespace whose capabilities BPF asks for
public record Privileges(
    long effectiveCapabilities,
    int seccomp,
    Lockdown lockdown,
    int unprivilegedBpfDisabled,
    int perfEventParanoid,
    long memlockBytes,
    boolean initialUserNamespace) {

  /// A sysctl that could not be read.
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /// Of the calling thread.
  public static Privileges read() {
    return read(Path.of("/"));
  }

  static Privileges read(Path root) {
    String status = text(root, "proc/thread-self/status");
    return new Privileges(
        number(field(status, "CapEff:"), 16, 0),
        (int) number(field(status, "Seccomp:"), 10, 0),
        Lockdown.parse(text(root, "sys/kernel/security/lockdown")),
        (int) number(text(root, "proc/sys/kernel/unprivileged_bpf_disabled"), 10, UNKNOWN),
        (int) number(text(root, "proc/sys/kernel/perf_event_paranoid"), 10, UNKNOWN),
        number(field(text(root, "proc/self/limits"), "Max locked memory"), 10, Long.MAX_VALUE),
        isInitialUserNamespace(text(root, "proc/self/uid_map")));
  }

  /// Whether the thread has the capability, or before 5.8 the one that stood for it.
  public boolean has(Capability capability) {
    return capability.in(effectiveCapabilities)
        || ((capability == Capability.BPF || capability == Capability.PERFMON)
            && Capability.SYS_ADMIN.in(effectiveCapabilities));
  }

  /// The initial namespace maps all 2^32 - 1 ids onto themselves.
  private static boolean isInitialUserNamespace(String uidMap) {
    return uidMap.isBlank() || uidMap.strip().replaceAll("\\s+", " ").equals("0 0 4294967295");
  }

  /// The first word after `name` on the line that begins with it, or an empty string.
  private static String field(String text, String name) {
    for (String line : text.lines().toList()) {
      if (line.startsWith(name)) {
        return line.substring(name.length()).strip().split("\\s+", 2)[0];
      }
    }
    return "";
  }

  private static long number(String digits, int radix, long otherwise) {
    try {
      return Long.parseUnsignedLong(digits.strip(), radix);
    } catch (NumberFormatException notANumber) {
      return digits.strip().equals("-1") ? -1 : otherwise;
    }
  }

  private static String text(Path root, String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException | SecurityException unreadable) {
      return "";
    }
  }
}
