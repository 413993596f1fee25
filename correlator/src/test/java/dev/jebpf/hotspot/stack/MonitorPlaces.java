package dev.jebpf.hotspot.stack;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.LineNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Places in which a monitor is given up: each begins in a method that is compiled for itself, and
/// what it calls is inlined there, if the compiler is told to by [#COMMANDS].
final class MonitorPlaces {
  /// A place.
  ///
  /// @param root name of the method that it begins in
  /// @param holder name of the method that has the monitor
  record Place(String root, String holder, Body body) {}

  /// What a place does.
  interface Body {
    /// Runs something with a monitor, which is given up last of all that happens there.
    void hold(Monitor monitor, Runnable within);
  }

  /// Something to have one at a time.
  static final class Monitor {
    synchronized void hold(Runnable within) {
      within.run();
    }
  }

  private static final List<String> COMMANDS =
      List.of(
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=dontinline,*MonitorPlaces::*Root",
          "-XX:CompileCommand=inline,*MonitorPlaces::inlined*",
          "-XX:CompileCommand=inline,*MonitorPlaces$Monitor::hold");

  private static final Monitor OTHER = new Monitor();

  private MonitorPlaces() {}

  /// A JVM's flags with [#COMMANDS].
  static String commands(String flags) {
    return flags + " " + String.join(" ", COMMANDS);
  }

  static List<Place> all() {
    return List.of(
        new Place("directRoot", "directRoot", MonitorPlaces::directRoot),
        new Place("blockRoot", "inlinedBlock", MonitorPlaces::blockRoot),
        new Place("methodRoot", "hold", MonitorPlaces::methodRoot),
        new Place("innerRoot", "inlinedInner", MonitorPlaces::innerRoot),
        new Place("outerRoot", "inlinedOuter", MonitorPlaces::outerRoot));
  }

  private static void directRoot(Monitor monitor, Runnable within) {
    synchronized (monitor) {
      within.run();
    }
  }

  private static void blockRoot(Monitor monitor, Runnable within) {
    inlinedCaller(monitor, within);
  }

  private static void inlinedCaller(Monitor monitor, Runnable within) {
    inlinedBlock(monitor, within);
  }

  private static void inlinedBlock(Monitor monitor, Runnable within) {
    synchronized (monitor) {
      within.run();
    }
  }

  private static void methodRoot(Monitor monitor, Runnable within) {
    monitor.hold(within);
  }

  private static void innerRoot(Monitor monitor, Runnable within) {
    inlinedInner(monitor, within);
  }

  private static void inlinedInner(Monitor monitor, Runnable within) {
    synchronized (OTHER) {
      synchronized (monitor) {
        within.run();
      }
    }
  }

  private static void outerRoot(Monitor monitor, Runnable within) {
    inlinedOuter(monitor, within);
  }

  private static void inlinedOuter(Monitor monitor, Runnable within) {
    synchronized (monitor) {
      synchronized (OTHER) {
        within.run();
      }
    }
  }

  /// The lines at which a method gives up monitors: `monitorexit`, and where a synchronized method
  /// returns.
  static Set<Integer> exits(String holder) throws IOException {
    var lines = new HashSet<Integer>();
    for (Class<?> declaring : List.of(MonitorPlaces.class, Monitor.class)) {
      for (MethodModel method : methods(declaring)) {
        if (method.methodName().equalsString(holder)) {
          addExits(method, lines);
        }
      }
    }
    return lines;
  }

  private static List<MethodModel> methods(Class<?> declaring) throws IOException {
    String file = declaring.getName().substring(declaring.getPackageName().length() + 1) + ".class";
    try (InputStream in = declaring.getResourceAsStream(file)) {
      return ClassFile.of().parse(in.readAllBytes()).methods();
    }
  }

  private static void addExits(MethodModel method, Set<Integer> lines) {
    boolean isSynchronized = (method.flags().flagsMask() & ClassFile.ACC_SYNCHRONIZED) != 0;
    Opcode exit = isSynchronized ? Opcode.RETURN : Opcode.MONITOREXIT;
    int line = 0;
    for (CodeElement element : method.code().orElseThrow()) {
      if (element instanceof LineNumber number) {
        line = number.line();
      } else if (element instanceof Instruction instruction && instruction.opcode() == exit) {
        lines.add(line);
      }
    }
  }
}
