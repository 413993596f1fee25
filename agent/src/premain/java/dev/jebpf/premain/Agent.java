package dev.jebpf.premain;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Where the JVM enters the agent: hands over to the isolated module, and to the same one when it
/// is entered again.
public final class Agent {
  private static @Nullable BiConsumer<@Nullable String, Instrumentation> isolated;

  private Agent() {}

  /// Called before the application's `main` for each `-javaagent:jebpf.jar` of the command line.
  public static void premain(@Nullable String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  /// Called for each attach to the running JVM.
  public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  @SuppressWarnings("unchecked")
  private static synchronized void start(
      @Nullable String options, Instrumentation instrumentation) {
    try {
      String tooOld = JavaVersion.complaint();
      if (tooOld != null) {
        System.err.println(tooOld + "; nothing is traced");
        return;
      }
      if (isolated == null) {
        ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
        isolated =
            (BiConsumer<@Nullable String, Instrumentation>)
                NestedJar.open(platform).create("dev.jebpf.layer.AgentLayer");
      }
      isolated.accept(options, instrumentation);
    } catch (Throwable failure) {
      System.err.println("jebpf: could not start, nothing is traced: " + failure);
    }
  }
}
