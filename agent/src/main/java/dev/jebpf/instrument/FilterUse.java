package dev.jebpf.instrument;

import dev.jebpf.config.MethodFilter;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What a filter has matched so far; written by all threads that load classes.
public final class FilterUse {
  private final MethodFilter filter;
  private final AtomicInteger methods = new AtomicInteger();
  private volatile @Nullable String skipped;

  FilterUse(MethodFilter filter) {
    this.filter = filter;
  }

  /// The filter itself.
  public MethodFilter filter() {
    return filter;
  }

  /// Counts a match; false if the method can't be traced.
  boolean matched(String className, ClassOutline.Method method) {
    if (!Skip.canWeave(method)) {
      skipped(className + "::" + method.name(), Skip.of(method));
      return false;
    }
    methods.incrementAndGet();
    return true;
  }

  void skipped(String what, Skip why) {
    if (why != Skip.BRIDGE) {
      skipped = what + " is " + why.reason();
    }
  }

  /// One line for the user when nothing is traced because of this filter; null when something is.
  public @Nullable String warning() {
    if (methods.get() > 0) {
      return null;
    }
    String why = skipped;
    return "methods=" + filter.text() + (why == null ? " matches nothing so far" : ": " + why);
  }
}
