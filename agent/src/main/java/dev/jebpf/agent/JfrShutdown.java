package dev.jebpf.agent;

import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// JFR's own shutdown hook, put behind ours.
///
/// The JVM runs shutdown hooks all at once. JFR's ends every recording, and what is committed later
/// is lost: the last accounts of threads and methods, of all things. So we take JFR's hook out of
/// the JVM's table (`java.lang.ApplicationShutdownHooks`) and run it when ours is done. Should a
/// JDK keep them elsewhere, JFR's hook stays where it is.
final class JfrShutdown {
  private static final String NAME = "JFR Shutdown Hook";

  private final @Nullable Thread hook;

  private JfrShutdown(@Nullable Thread hook) {
    this.hook = hook;
  }

  /// Starts JFR, without a recording, and takes its hook out.
  static JfrShutdown postpone(JavaLang javaLang) {
    FlightRecorder.getFlightRecorder();
    Thread hook = find(javaLang);
    return new JfrShutdown(
        hook != null && Runtime.getRuntime().removeShutdownHook(hook) ? hook : null);
  }

  /// Puts the hook back, when the JVM goes on without us.
  void restore() {
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /// Runs the hook and waits for its end; called once, from a shutdown hook.
  void run() {
    if (hook != null) {
      hook.start();
      Waiting.uninterrupted(hook::join);
    }
  }

  private static @Nullable Thread find(JavaLang javaLang) {
    try {
      Class<?> table = Class.forName("java.lang.ApplicationShutdownHooks");
      VarHandle hooks = javaLang.staticField(table, "hooks", IdentityHashMap.class);
      synchronized (table) {
        for (Object hook : ((Map<?, ?>) hooks.get()).keySet()) {
          if (((Thread) hook).getName().equals(NAME)) {
            return (Thread) hook;
          }
        }
      }
    } catch (ReflectiveOperationException | NullPointerException _) {
      // Another JDK, or the JVM is ending already.
    }
    return null;
  }
}
