package dev.jebpf.layer;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What the agent's premain class creates: makes the module at the first start, opens `java.lang`
/// to it alone, and passes this and every later start on to it.
public final class AgentLayer implements BiConsumer<@Nullable String, Instrumentation> {
  private @Nullable BiConsumer<@Nullable String, Instrumentation> agent;

  /// Called by the agent's premain class.
  public AgentLayer() {}

  @Override
  public void accept(@Nullable String options, Instrumentation instrumentation) {
    if (agent == null) {
      agent = create(instrumentation);
    }
    agent.accept(options, instrumentation);
  }

  @SuppressWarnings("unchecked")
  private BiConsumer<@Nullable String, Instrumentation> create(Instrumentation instrumentation) {
    var isolated = IsolatedModule.define(getClass().getClassLoader());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(isolated.module())),
        Set.of(),
        Map.of());
    try {
      return (BiConsumer<@Nullable String, Instrumentation>)
          isolated.create(
              "dev.jebpf.agent.AgentStart",
              new Class<?>[] {ModuleLayer.Controller.class},
              isolated.controller());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the agent's jar is incomplete", e);
    }
  }
}
