package dev.jebpf.probes;

import dev.jebpf.linux.Architecture;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Names of the system calls that records carry by number.
public final class SyscallNames {
  private static final Map<Integer, String> NAMES = names();

  private SyscallNames() {}

  /// The name on the running architecture, such as `pwrite64`; `syscall 999` for one the programs
  /// do not know, empty for a negative number, which means there was none.
  public static String of(int number) {
    return number < 0 ? "" : NAMES.getOrDefault(number, "syscall " + number);
  }

  private static Map<Integer, String> names() {
    boolean x86 = Architecture.running() == Architecture.X86_64;
    var names = new HashMap<Integer, String>();
    for (Syscall call : Syscall.values()) {
      int number = x86 ? call.x86() : call.aarch64();
      if (number >= 0) {
        names.put(number, call.name().toLowerCase(Locale.ROOT));
      }
    }
    return Map.copyOf(names);
  }
}
