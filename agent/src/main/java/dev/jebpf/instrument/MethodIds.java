package dev.jebpf.instrument;

/// Gives methods the numbers by which their spans are known.
@FunctionalInterface
public interface MethodIds {
  /// The number of a method, the same one whenever it is asked for again; negative when there is no
  /// number left.
  ///
  /// @param className binary name of the class it is shown under
  int id(String className, String method, String descriptor);
}
