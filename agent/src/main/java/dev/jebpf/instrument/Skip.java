package dev.jebpf.instrument;

/// Why a method that a filter matches isn't traced.
enum Skip {
  ABSTRACT("abstract: name the class that implements it"),
  NATIVE("native: name the Java method that calls it"),
  BRIDGE("made by the compiler to call the method of the same name"),
  OFF_LIMITS("part of the JVM's core or of an agent");

  private final String reason;

  Skip(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  static boolean canWeave(ClassOutline.Method method) {
    return (method.access() & (Access.ABSTRACT | Access.NATIVE | Access.BRIDGE)) == 0;
  }

  /// The reason why a method that [#canWeave] rejects is left alone.
  static Skip of(ClassOutline.Method method) {
    if ((method.access() & Access.ABSTRACT) != 0) {
      return ABSTRACT;
    }
    return (method.access() & Access.NATIVE) != 0 ? NATIVE : BRIDGE;
  }
}
