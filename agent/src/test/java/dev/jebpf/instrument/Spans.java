package dev.jebpf.instrument;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.bridge.CallLayout;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/// The real bridge, recording every call as `name` or `name!Thrown`, in the order of their ends.
final class Spans implements AutoCloseable, MethodIds {
  private final List<String> names = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Bridge bridge;
  private final Thread thread = Thread.currentThread();

  Spans() throws IllegalAccessException {
    bridge = Bridge.define(MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()));
    if (!bridge.start(
        Bridge.Slots.NONE,
        (call, thrown) -> {
          if (Thread.currentThread() == thread) {
            String suffix = thrown == null ? "" : "!" + thrown.getClass().getSimpleName();
            calls.add(names.get((int) call[CallLayout.METHOD]) + suffix);
          }
        })) {
      throw new IllegalStateException("spans are followed already");
    }
  }

  @Override
  public int id(String className, String method, String descriptor) {
    names.add(method);
    bridge.methods(names.size());
    bridge.threshold(names.size() - 1, 0);
    return names.size() - 1;
  }

  /// The calls that ended since this was last asked.
  List<String> calls() {
    List<String> result = List.copyOf(calls);
    calls.clear();
    return result;
  }

  @Override
  public void close() {
    bridge.stop();
  }
}
