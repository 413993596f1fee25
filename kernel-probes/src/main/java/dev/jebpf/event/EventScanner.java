package dev.jebpf.event;

import java.math.BigInteger;
import java.util.Map;

/// Takes an event's text apart, from left to right.
final class EventScanner {
  private static final BigInteger UNSIGNED_MAX =
      BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);
  private static final BigInteger SIGNED_MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private static final Map<String, Long> UNITS =
      Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

  private final String text;
  private int at;

  EventScanner(String text) {
    this.text = text;
  }

  boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  /// Takes the symbol if it comes next.
  boolean take(String symbol) {
    skipBlanks();
    if (text.startsWith(symbol, at)) {
      at += symbol.length();
      return true;
    }
    return false;
  }

  /// Whether the symbol comes next.
  boolean sees(String symbol) {
    skipBlanks();
    return text.startsWith(symbol, at);
  }

  void require(String symbol, String where) throws EventSyntaxException {
    if (!take(symbol)) {
      throw error("expected '" + symbol + "' " + where);
    }
  }

  /// An identifier of C.
  String name(String what) throws EventSyntaxException {
    return word(what, "_");
  }

  /// Everything up to a colon: a path, or what a library is called.
  String file(String what) throws EventSyntaxException {
    int colon = text.indexOf(':', at);
    String file = text.substring(at, colon < 0 ? text.length() : colon).strip();
    if (file.isEmpty() || file.chars().anyMatch(Character::isISOControl)) {
      throw error("expected " + what);
    }
    at = colon < 0 ? text.length() : colon;
    return file;
  }

  /// A name that compilers and linkers make, with wildcards.
  String symbol(String what) throws EventSyntaxException {
    return word(what, "_*.$");
  }

  /// An identifier of C in which `*` and `.` may stand: functions have names like
  /// `tcp_cleanup.isra.0`.
  String pattern(String what) throws EventSyntaxException {
    return word(what, "_*.");
  }

  private String word(String what, String besides) throws EventSyntaxException {
    skipBlanks();
    int start = at;
    while (at < text.length() && isPart(text.charAt(at), besides)) {
      at++;
    }
    if (start == at || isDigit(text.charAt(start))) {
      at = start;
      throw error("expected " + what);
    }
    return text.substring(start, at);
  }

  private static boolean isPart(char c, String besides) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || besides.indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Whether a number comes next.
  boolean seesNumber() {
    skipBlanks();
    int digit = at < text.length() && text.charAt(at) == '-' ? at + 1 : at;
    return digit < text.length() && isDigit(text.charAt(digit));
  }

  /// A decimal or hexadecimal number, with a unit if it is a time.
  long number() throws EventSyntaxException {
    skipBlanks();
    int start = at;
    boolean negative = text.startsWith("-", at);
    at += negative ? 1 : 0;
    boolean hexadecimal = text.startsWith("0x", at);
    at += hexadecimal ? 2 : 0;
    int digits = at;
    while (at < text.length()
        && Character.digit(text.charAt(at), hexadecimal ? 16 : 10) >= 0
        && text.charAt(at) < 0x80) {
      at++;
    }
    if (digits == at) {
      throw error("expected a number");
    }
    var number = new BigInteger(text.substring(digits, at), hexadecimal ? 16 : 10);
    number = number.multiply(BigInteger.valueOf(unit()));
    number = negative ? number.negate() : number;
    if (number.compareTo(UNSIGNED_MAX) > 0 || number.compareTo(SIGNED_MIN) < 0) {
      throw error("number '" + text.substring(start, at) + "' does not fit into 64 bits");
    }
    return number.longValue();
  }

  private long unit() throws EventSyntaxException {
    int start = at;
    while (at < text.length() && isPart(text.charAt(at), "_")) {
      at++;
    }
    String unit = text.substring(start, at);
    Long factor = unit.isEmpty() ? Long.valueOf(1) : UNITS.get(unit);
    if (factor == null) {
      at = start;
      throw error("unknown unit '" + unit + "'; there are ns, us, ms and s");
    }
    return factor;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /// An exception that shows where we are.
  EventSyntaxException error(String problem) {
    String rest = at == text.length() ? "its end" : "'" + text.substring(at) + "'";
    return unplaced(at == 0 ? problem : problem + " at " + rest);
  }

  /// An exception about the whole text.
  EventSyntaxException unplaced(String problem) {
    String message = text + ": " + problem;
    return new EventSyntaxException(message.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?"));
  }
}
