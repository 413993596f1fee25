package dev.jebpf.layer;

import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;

/// What `java -jar jebpf.jar` creates: runs the command line in the isolated module, which has
/// native access by the manifest's `Enable-Native-Access`.
public final class CommandLayer implements Consumer<String[]> {
  /// Called by the launcher.
  public CommandLayer() {}

  @Override
  @SuppressWarnings("restricted")
  public void accept(String[] arguments) {
    var isolated = IsolatedModule.define(getClass().getClassLoader());
    isolated.controller().enableNativeAccess(isolated.module());
    try {
      isolated
          .loader()
          .loadClass("dev.jebpf.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the jar is incomplete", e);
    }
  }
}
