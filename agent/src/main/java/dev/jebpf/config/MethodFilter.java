package dev.jebpf.config;

import dev.jebpf.name.Wildcard;
import org.jspecify.annotations.Nullable;

/// Which methods to trace, in the syntax of `jdk.MethodTrace` (JEP 520) with wildcards added.
///
/// | text | matches |
/// |---|---|
/// | `com.acme.Orders` | all methods and constructors of the class |
/// | `com.acme.Orders::place` | its methods of that name; `<init>` and `<clinit>` as well |
/// | `com.acme.*::place*` | names with `*` for any characters |
/// | `::place` | methods of that name in every class outside the JDK |
/// | `@jakarta.ws.rs.GET` | annotated methods, and all methods of annotated classes, outside it |
///
/// A static initializer matches only when it is named.
///
/// @param text what the user wrote
/// @param annotation the annotation's binary name; null for a filter by name
/// @param className binary names of classes
/// @param method names of methods
public record MethodFilter(
    String text, @Nullable String annotation, Wildcard className, Wildcard method) {

  /// Reads one filter.
  static MethodFilter parse(String text) throws OptionSyntaxException {
    if (text.startsWith("@")) {
      String annotation = text.substring(1);
      if (annotation.indexOf('*') >= 0 || !isName(annotation)) {
        throw bad(text, "after @ there must be the full name of an annotation, without *");
      }
      return new MethodFilter(text, annotation, Wildcard.ANY, Wildcard.ANY);
    }
    int colons = text.indexOf("::");
    String className = colons < 0 ? text : text.substring(0, colons);
    String method = colons < 0 ? "*" : text.substring(colons + 2);
    if (method.isEmpty()) {
      throw bad(text, "after :: there must be a method; for all of a class leave out the ::");
    }
    if (!isMethod(method)) {
      throw bad(text, "'" + method + "' can't be the name of a method");
    }
    if (colons != 0 && !isName(className)) {
      throw bad(text, "'" + className + "' can't be the name of a class");
    }
    return new MethodFilter(
        text, null, colons == 0 ? Wildcard.ANY : new Wildcard(className), new Wildcard(method));
  }

  /// Whether the filter has a say in which classes may match at all, by their names.
  public boolean namesClass() {
    return !className.pattern().equals("*");
  }

  private static OptionSyntaxException bad(String text, String why) {
    return new OptionSyntaxException("methods=" + text + ": " + why);
  }

  private static boolean isMethod(String text) {
    return text.equals("<init>")
        || text.equals("<clinit>")
        || (text.indexOf('.') < 0 && isName(text));
  }

  private static boolean isName(String text) {
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          c == '*'
              || (start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c));
      if (!allowed && (c != '.' || start)) {
        return false;
      }
      start = c == '.';
    }
    return !start;
  }
}
