package dev.jebpf.event.plan;

import java.util.Set;

/// What JFR calls events: identifiers of Java with dots between them.
final class EventNames {
  /// Reserved words that functions and probes may be called by: `libstdcxx:throw`.
  private static final Set<String> RESERVED =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "false",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "null",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "true",
          "try",
          "void",
          "volatile",
          "while",
          "_");

  private EventNames() {}

  /// A name in which nothing but letters, digits and underscores is left.
  static String identifier(String name) {
    String plain = name.replaceAll("\\W", "_").replaceFirst("^(?=[0-9])", "_");
    return RESERVED.contains(plain) ? plain + "_" : plain;
  }
}
