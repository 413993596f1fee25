package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFunction;
import dev.jebpf.event.EventDataException;
import java.util.Set;

/// Functions at whose return no program may be attached.
///
/// For a uretprobe the kernel puts an address of its own in place of the return address on the
/// stack (`prepare_uretprobe` of `kernel/events/uprobes.c`). Whoever reads that address while the
/// call is under way is misled.
final class ReturnSafety {
  /// They are left another time, or their caller's frame is.
  private static final Set<String> TWICE =
      Set.of(
          "setjmp",
          "_setjmp",
          "__setjmp",
          "sigsetjmp",
          "__sigsetjmp",
          "getcontext",
          "swapcontext",
          "vfork",
          "__vfork",
          "fork",
          "clone",
          "clone3",
          "__clone");

  /// There is nothing to wait for.
  private static final Set<String> NEVER =
      Set.of(
          "longjmp",
          "_longjmp",
          "siglongjmp",
          "__longjmp_chk",
          "setcontext",
          "exit",
          "_exit",
          "_Exit",
          "quick_exit",
          "abort",
          "pthread_exit",
          "thrd_exit");

  /// They look up who called them, by the return address.
  private static final Set<String> READERS =
      Set.of(
          "dlopen",
          "dlmopen",
          "dlsym",
          "dlvsym",
          "backtrace",
          "_mcount",
          "mcount",
          "__fentry__",
          "__libc_start_main");

  private ReturnSafety() {}

  /// @throws EventDataException with the reason, if the call cannot be followed to its end
  static void require(UserFile file, UserFunction function) throws EventDataException {
    String name = function.name();
    if (file.shortName().equals("libjvm")) {
      throw unsafe(
          name,
          "when the JVM walks a stack it reads return addresses of its own functions"
              + " (JavaFrameAnchor::capture_last_Java_pc), and would crash");
    }
    if (function.isCpp() || name.startsWith("_Unwind_") || name.startsWith("__cxa_")) {
      throw unsafe(name, "a C++ exception that passes it would end the process");
    }
    if (TWICE.contains(name)) {
      throw unsafe(name, "it returns more than once");
    }
    if (NEVER.contains(name)) {
      throw unsafe(name, "it never returns");
    }
    if (READERS.contains(name)) {
      throw unsafe(name, "it looks at its return address");
    }
  }

  private static EventDataException unsafe(String name, String reason) {
    return new EventDataException(
        "the return of " + name + " cannot be traced: " + reason + "; uprobe: traces its entry");
  }
}
