package dev.jebpf.config;

/// Reads sizes in bytes such as `256m`, as JFR's own options are written.
final class SizeText {
  private static final String UNITS = "kmg";
  private static final int LONGEST = 12;

  private SizeText() {}

  /// @throws OptionSyntaxException when it is none, or nothing
  static long parse(String what, String text) throws OptionSyntaxException {
    int unit = text.isEmpty() ? -1 : UNITS.indexOf(text.charAt(text.length() - 1));
    String digits = text.substring(0, Math.max(0, text.length() - 1));
    if (unit < 0
        || digits.length() > LONGEST
        || !digits.matches("\\d+")
        || Long.parseLong(digits) == 0) {
      throw new OptionSyntaxException(
          what + "=" + text + ": not a size; write a whole number and a unit, such as 64m, 2g");
    }
    return Long.parseLong(digits) << (10 * (unit + 1));
  }
}
