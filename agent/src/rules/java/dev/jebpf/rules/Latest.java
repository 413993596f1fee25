package dev.jebpf.rules;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openjdk.jmc.common.item.IItemCollection;

/// The last event of each subject: accounts, statistics and counters are sums since the agent
/// started, so the last one has it all.
final class Latest {
  private Latest() {}

  /// The last event of a type by what it is about.
  static Map<String, Recorded> by(
      Function<Recorded, String> subject, IItemCollection items, String type) {
    Map<String, Recorded> last = new LinkedHashMap<>();
    for (Recorded event : Recorded.of(items, type)) {
      last.merge(subject.apply(event), event, Latest::later);
    }
    return last;
  }

  /// The last event of a type that is about the whole process.
  static Optional<Recorded> of(IItemCollection items, String type) {
    return Recorded.of(items, type).stream().reduce(Latest::later);
  }

  /// The last account of each thread. The kernel may give the id of one that has ended to another
  /// thread, so an ended thread is a subject of its own.
  static Collection<Recorded> threads(IItemCollection items) {
    Map<String, Recorded> last = by(Latest::threadKey, items, Names.THREAD_BREAKDOWN);
    for (Recorded event : List.copyOf(last.values())) {
      Recorded running = last.get(runningKey(event));
      if (event.flag("ended") && running != null && running.start() <= event.start()) {
        last.remove(runningKey(event));
      }
    }
    return last.values();
  }

  private static String threadKey(Recorded thread) {
    return thread.flag("ended")
        ? runningKey(thread) + " ended " + thread.text("threadName") + " " + thread.start()
        : runningKey(thread);
  }

  /// A kernel thread goes by the kernel's id, a virtual one, which has none, by its Java id.
  private static String runningKey(Recorded thread) {
    long kernel = thread.number("osThreadId");
    return kernel == 0 ? "virtual " + thread.number("javaThreadId") : "kernel " + kernel;
  }

  private static Recorded later(Recorded one, Recorded other) {
    return other.start() >= one.start() ? other : one;
  }
}
