package dev.jebpf.span;

import dev.jebpf.bridge.Bridge;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The instrumented methods by the number woven code calls them by.
///
/// A method keeps its number for as long as the registry lives, also when its class is loaded again
/// by another loader. May be used from any thread.
public final class MethodRegistry {
  /// Numbers fit into 16 bits of a span's id, where 0 means none.
  public static final int MOST_METHODS = 65_535;

  /// What [#register] answers when there is no number left: the method is to stay as it is.
  public static final int NONE = -1;

  private static final int SPAN_METHOD = 0xffff;
  private static final int FIRST_ROOM = 256;

  private record Method(String className, String name, String descriptor) {
    String shortName() {
      return className + "." + name;
    }

    String fullName() {
      return shortName()
          + MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
              .map(ClassDesc::displayName)
              .collect(Collectors.joining(", ", "(", ")"));
    }
  }

  private final Bridge bridge;
  private final Map<Method, Integer> ids = new HashMap<>();
  private final List<Method> methods = new ArrayList<>();
  private final Map<String, Integer> overloads = new HashMap<>();
  private int room;
  private long thresholdNanos;

  /// @param thresholdNanos from which duration on each call is recorded by itself
  public MethodRegistry(Bridge bridge, long thresholdNanos) {
    this.bridge = bridge;
    this.thresholdNanos = thresholdNanos;
  }

  /// The number of a method, the same whenever it is asked for; [#NONE] when there is none left.
  ///
  /// @param className binary name
  /// @param descriptor as in the class file
  public synchronized int register(String className, String methodName, String descriptor) {
    var method = new Method(className, methodName, descriptor);
    Integer known = ids.get(method);
    if (known != null) {
      return known;
    }
    int id = methods.size();
    if (id == MOST_METHODS) {
      return NONE;
    }
    if (id == room) {
      room = Math.min(MOST_METHODS, Math.max(FIRST_ROOM, 2 * room));
      bridge.methods(room);
    }
    bridge.threshold(id, thresholdNanos);
    methods.add(method);
    ids.put(method, id);
    overloads.merge(method.shortName(), 1, Integer::sum);
    return id;
  }

  /// Changes from which duration on each call is recorded by itself, at once.
  public synchronized void threshold(long nanos) {
    thresholdNanos = nanos;
    for (int id = 0; id < methods.size(); id++) {
      bridge.threshold(id, nanos);
    }
  }

  /// How users see a method: class and name, with the parameter types where the class has another
  /// instrumented method of that name.
  public synchronized String name(int id) {
    Method method = methods.get(id);
    return overloads.getOrDefault(method.shortName(), 1) == 1
        ? method.shortName()
        : method.fullName();
  }

  /// The name of the method of a span; null for none.
  public synchronized @Nullable String nameOfSpan(long spanId) {
    int id = (int) (spanId & SPAN_METHOD) - 1;
    return id < 0 || id >= methods.size() ? null : name(id);
  }

  /// Hands over every method that was called, with what all its calls so far came to.
  public void statistics(BiConsumer<String, MethodStatistics> to) {
    long[][] sums = bridge.collect();
    for (int id = 0; id < sums.length && id < size(); id++) {
      long[] sum = sums[id];
      if (sum != null) {
        to.accept(name(id), MethodStatistics.of(sum));
      }
    }
  }

  /// How many methods are registered.
  public synchronized int size() {
    return methods.size();
  }
}
