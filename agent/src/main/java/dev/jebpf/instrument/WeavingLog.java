package dev.jebpf.instrument;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What weaving did and what it couldn't do; safe for use by many threads.
public final class WeavingLog {
  private static final int KEPT = 100;

  private final Set<String> classes = ConcurrentHashMap.newKeySet();
  private final AtomicLong methods = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Deque<String> problems = new ArrayDeque<>();

  void woven(String className, int count) {
    if (classes.add(className)) {
      methods.addAndGet(count);
    }
  }

  void leftOut(String className, String method, String reason) {
    problem(className + "::" + method + " is not traced: it " + reason);
  }

  void failed(String className, Throwable failure) {
    failures.incrementAndGet();
    problem(className + " is not traced: " + failure);
  }

  /// @param probes that never fire, a colon and why
  void silent(String probes) {
    problem("these USDT probes never fire, for this JDK is not one we know: " + probes);
  }

  private void problem(String line) {
    synchronized (problems) {
      if (problems.contains(line)) {
        return; // another agent had the class transformed again
      }
      if (problems.size() == KEPT) {
        problems.removeFirst();
      }
      problems.addLast(line);
    }
  }

  /// Classes rewritten, each name counted once.
  public long classes() {
    return classes.size();
  }

  /// Whether a class of this name was rewritten.
  boolean contains(String className) {
    return classes.contains(className);
  }

  /// Methods rewritten.
  public long methods() {
    return methods.get();
  }

  /// Classes that stayed as they were because rewriting them failed.
  public long failures() {
    return failures.get();
  }

  /// A line for each class or method that couldn't be traced, the last hundred.
  public List<String> problems() {
    synchronized (problems) {
      return new ArrayList<>(problems);
    }
  }
}
