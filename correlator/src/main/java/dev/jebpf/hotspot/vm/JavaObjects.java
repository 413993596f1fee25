package dev.jebpf.hotspot.vm;

/// Where the JVM that runs us has the fields of Java objects.
public interface JavaObjects {
  /// Offset of an instance field in the objects of a class of the JDK.
  long fieldOffset(Class<?> type, String field);

  /// A word of an object.
  long word(Object object, long offset);
}
