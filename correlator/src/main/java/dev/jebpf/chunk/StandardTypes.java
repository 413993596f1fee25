package dev.jebpf.chunk;

import static dev.jebpf.chunk.TypeDefinition.Field.array;
import static dev.jebpf.chunk.TypeDefinition.Field.constant;
import static dev.jebpf.chunk.TypeDefinition.Field.value;

import java.util.List;

/// The types of threads and stacks as the JVM defines them (`jfr metadata`, HotSpot's
/// `jfr/metadata/metadata.xml`), less what nobody shows: class loaders, modules, thread groups.
final class StandardTypes {
  static final String STRING = "java.lang.String";
  static final String THREAD = "java.lang.Thread";
  static final String CLASS = "java.lang.Class";
  static final String PACKAGE = "jdk.types.Package";
  static final String STACK_TRACE = "jdk.types.StackTrace";
  static final String METHOD = "jdk.types.Method";
  static final String FRAME_TYPE = "jdk.types.FrameType";
  static final String SYMBOL = "jdk.types.Symbol";
  private static final String STACK_FRAME = "jdk.types.StackFrame";

  /// In the order in which [ConstantPools] writes their fields.
  static final List<TypeDefinition> ALL =
      List.of(
          TypeDefinition.of("boolean"),
          TypeDefinition.of("int"),
          TypeDefinition.of("long"),
          TypeDefinition.of(STRING),
          TypeDefinition.of(
              THREAD,
              value(STRING, "osName"),
              value("long", "osThreadId"),
              value(STRING, "javaName"),
              value("long", "javaThreadId"),
              value("boolean", "virtual")),
          TypeDefinition.of(
              STACK_TRACE, value("boolean", "truncated"), array(STACK_FRAME, "frames")),
          TypeDefinition.of(
              STACK_FRAME,
              constant(METHOD, "method"),
              value("int", "lineNumber"),
              value("int", "bytecodeIndex"),
              constant(FRAME_TYPE, "type")),
          TypeDefinition.of(
              METHOD,
              constant(CLASS, "type"),
              constant(SYMBOL, "name"),
              constant(SYMBOL, "descriptor"),
              value("int", "modifiers"),
              value("boolean", "hidden")),
          TypeDefinition.of(
              CLASS,
              constant(SYMBOL, "name"),
              constant(PACKAGE, "package"),
              value("int", "modifiers"),
              value("boolean", "hidden")),
          TypeDefinition.of(PACKAGE, constant(SYMBOL, "name")),
          TypeDefinition.simple(FRAME_TYPE, value(STRING, "description")),
          TypeDefinition.simple(SYMBOL, value(STRING, "string")));

  private StandardTypes() {}
}
