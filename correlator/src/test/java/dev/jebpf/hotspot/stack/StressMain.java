package dev.jebpf.hotspot.stack;

/// [WorkMain]'s random work in a [Turmoil] of compilation, deoptimisation, redefinition, collection
/// and unloading; its arguments.
public final class StressMain {
  private StressMain() {}

  public static void main(String[] arguments) throws Exception {
    int wrong;
    try (var turmoil = Turmoil.around(WorkMain.class, WorkMain.Path.class, Step.class)) {
      wrong = WorkMain.run(arguments);
      System.out.println(turmoil.report());
    }
    Runtime.getRuntime().halt(wrong == 0 ? 0 : 1);
  }
}
