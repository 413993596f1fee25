package dev.jebpf.unwind;

/// Names of functions as linkers have them, made readable.
final class FunctionName {
  /// Of a function in a class or namespace (Itanium C++ ABI, 5.1.3): `N`, qualifiers, each name
  /// after its length, `E`, the types of its parameters.
  private static final String NESTED = "_ZN";

  private static final String QUALIFIERS = "rVK";
  private static final int MOST_DIGITS = 4;

  private FunctionName() {}

  /// `Parker::park` for `_ZN6Parker4parkEbl`: what most functions of the JVM are called. Those
  /// whose name has templates, operators or abbreviations are left as they are.
  static String readable(String name) {
    if (!name.startsWith(NESTED)) {
      return name;
    }
    int at = NESTED.length();
    while (at < name.length() && QUALIFIERS.indexOf(name.charAt(at)) >= 0) {
      at++;
    }
    var text = new StringBuilder();
    while (at < name.length() && isDigit(name.charAt(at))) {
      int digits = digits(name, at);
      int end = at + digits + Integer.parseInt(name, at, at + digits, 10);
      if (digits > MOST_DIGITS || end >= name.length()) {
        return name;
      }
      text.append(text.isEmpty() ? "" : "::").append(name, at + digits, end);
      at = end;
    }
    boolean whole = !text.isEmpty() && name.charAt(at) == 'E';
    return whole ? text.toString() : name;
  }

  private static int digits(String name, int from) {
    int end = from;
    while (end < name.length() && isDigit(name.charAt(end)) && end - from <= MOST_DIGITS) {
      end++;
    }
    return end - from;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
