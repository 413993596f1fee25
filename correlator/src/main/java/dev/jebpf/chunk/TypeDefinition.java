package dev.jebpf.chunk;

import java.util.List;
import jdk.jfr.AnnotationElement;
import org.jspecify.annotations.Nullable;

/// A type as the metadata of a chunk has it.
///
/// @param superType what tells events and annotations from other types; else null
/// @param simple whether it is nothing but its only field
record TypeDefinition(
    String name,
    @Nullable String superType,
    boolean simple,
    List<Field> fields,
    List<AnnotationElement> annotations) {
  static final String EVENT = "jdk.jfr.Event";
  static final String ANNOTATION = "java.lang.annotation.Annotation";

  /// A field of a type.
  ///
  /// @param constant whether its values are keys of constants
  record Field(
      String name,
      String type,
      boolean constant,
      boolean array,
      List<AnnotationElement> annotations) {
    static Field value(String type, String name) {
      return new Field(name, type, false, false, List.of());
    }

    static Field constant(String type, String name) {
      return new Field(name, type, true, false, List.of());
    }

    static Field array(String type, String name) {
      return new Field(name, type, false, true, List.of());
    }
  }

  /// A type without annotations.
  static TypeDefinition of(String name, Field... fields) {
    return new TypeDefinition(name, null, false, List.of(fields), List.of());
  }

  /// A type that is nothing but its only field.
  static TypeDefinition simple(String name, Field field) {
    return new TypeDefinition(name, null, true, List.of(field), List.of());
  }
}
