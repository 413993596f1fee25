package java.lang;

/// Gives the agent's own module native access: asked for from `java.base`, it comes without a
/// warning and under `--illegal-native-access=deny`.
///
/// Defined into `java.lang` at run time by the one module it is open to.
final class JebpfNativeAccess {
  private JebpfNativeAccess() {}

  static void enable(ModuleLayer.Controller layer, Module module) {
    layer.enableNativeAccess(module);
  }
}
