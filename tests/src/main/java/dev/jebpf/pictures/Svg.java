package dev.jebpf.pictures;

import java.util.Locale;

/// A picture that is being drawn: SVG with generic fonts, dark on white. Widths of texts are
/// estimated, for what shows it has fonts of its own.
final class Svg {
  /// Of a letter, in parts of the font's size: a little more than most fonts have on average.
  private static final double LETTER = 0.6;

  /// Of ordinary text.
  static final int SIZE = 11;

  private static final String STYLE =
      """
      text{font:%dpx sans-serif;fill:#222}
      .h{font-size:15px;font-weight:bold}
      .b{font-weight:bold}
      .s{font-size:9px}
      .g{fill:#666}
      .e{text-anchor:end}
      .m{text-anchor:middle}
      """
          .formatted(SIZE);

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final String title;

  Svg(int width, String title) {
    this.width = width;
    this.title = title;
  }

  /// A filled rectangle.
  void box(double x, double y, double width, double height, String fill) {
    body.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
            .formatted(number(x), number(y), number(width), number(height), fill));
  }

  /// A filled rectangle with a text that appears when the pointer rests on it.
  void box(double x, double y, double width, double height, String fill, String tip) {
    body.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"><title>%s</title></rect>\n"
            .formatted(number(x), number(y), number(width), number(height), fill, escaped(tip)));
  }

  /// A thin straight line.
  void line(double x1, double y1, double x2, double y2, String stroke) {
    body.append(
        "<path d=\"M%s %sL%s %s\" stroke=\"%s\" stroke-width=\".7\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), stroke));
  }

  /// Text from a point on its base line on.
  ///
  /// @param classes names from the style, apart by blanks: `h` a head, `b` bold, `s` small, `g`
  /// grey, `e` ends there, `m` has its middle there
  void text(double x, double y, String classes, String text) {
    body.append(
        "<text x=\"%s\" y=\"%s\"%s>%s</text>\n"
            .formatted(
                number(x),
                number(y),
                classes.isEmpty() ? "" : " class=\"" + classes + "\"",
                escaped(text)));
  }

  /// The text as far as it fits; empty where nothing of use would.
  static String fit(String text, double width, int size) {
    int letters = (int) (width / (size * LETTER));
    if (text.length() <= letters) {
      return text;
    }
    return letters < 4 ? "" : text.substring(0, letters - 1) + "…";
  }

  /// The whole picture.
  String draw(double height) {
    String h = number(height);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%s" viewBox="0 0 %d %s" role="img">
        <title>%s</title>
        <style>%s</style>
        <rect width="100%%" height="100%%" fill="#fff"/>
        %s</svg>
        """
        .formatted(width, h, width, h, escaped(title), STYLE, body);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /// For text and attributes (XML 1.0, 2.4); control characters, which XML can't have, as blanks.
  private static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n]]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
