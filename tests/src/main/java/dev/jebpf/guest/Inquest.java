package dev.jebpf.guest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a machine that says nothing any more is asked before it is ended: by the kernel's SysRq
/// (Documentation/admin-guide/sysrq.rst), if that still listens, what its processors do and which
/// tasks are blocked; and by QEMU's monitor, where its processors are. Of the keys of a serial line
/// that QEMU's monitor shares, `C-a b` sends a break, which SysRq's letter follows, and `C-a c`
/// changes between the two (qemu(1), "Keys in the character backend multiplexer").
final class Inquest {
  private static final String SYSRQ = "\u0001b";
  private static final String MONITOR = "\u0001c";

  private static final String REGISTERS = "info registers -a\n";

  /// Registers more than once: a loop shows by where its processor is each time.
  private static final List<String> QUESTIONS =
      List.of(
          SYSRQ + "9", // all that is asked for goes to the console
          SYSRQ + "l",
          SYSRQ + "w",
          MONITOR + REGISTERS,
          REGISTERS,
          REGISTERS);

  private static final int SHOWN = 100;

  private Inquest() {}

  /// The answers as lines of the console.
  ///
  /// @param patience a silence as long is the end of an answer, or none; none may take four times
  /// as long
  static List<String> of(Console console, Duration patience) throws InterruptedException {
    List<String> answers = new ArrayList<>();
    for (String question : QUESTIONS) {
      try {
        console.type(question);
      } catch (IOException e) {
        answers.add("cannot ask: " + e.getMessage());
        break;
      }
      listen(console, patience, answers);
    }
    return answers.subList(0, Math.min(answers.size(), SHOWN));
  }

  private static void listen(Console console, Duration patience, List<String> answers)
      throws InterruptedException {
    long end = System.nanoTime() + patience.multipliedBy(4).toNanos();
    while (System.nanoTime() < end) {
      Optional<String> line = console.next(patience);
      if (line.isEmpty()) {
        return;
      }
      line.filter(Inquest::isWorthShowing).ifPresent(answers::add);
    }
  }

  /// Of registers those that say where a processor is; the console's file has all.
  private static boolean isWorthShowing(String line) {
    return !line.matches("(\\(qemu\\)|XMM|FPR|FCW|DR[0-9]|EFER|[CDEFGS]S =|[LGI]DT=|TR =|YMM).*");
  }
}
