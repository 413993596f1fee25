package dev.jebpf.cli.text;

import java.util.ArrayList;
import java.util.List;

/// Text cut and padded to columns.
public final class Texts {
  private static final String GAP = "...";

  private Texts() {}

  /// Text in a column, cut in the middle where it is too long: both ends of a name tell names
  /// apart. Control characters, which a thread's name may hold, become question marks.
  public static String left(String text, int width) {
    String cut = cut(printable(text), width);
    return cut + " ".repeat(width - cut.length());
  }

  /// A number or its like at the right edge of a column, never cut.
  public static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /// Text of at most `width` characters, without its middle where it is longer.
  public static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    if (width <= GAP.length() + 2) {
      return text.substring(0, Math.max(0, width));
    }
    int kept = width - GAP.length();
    int head = (kept + 1) / 2;
    return text.substring(0, head) + GAP + text.substring(text.length() - (kept - head));
  }

  /// A method's name of at most `width` characters: packages shrink to their first letters from the
  /// left, `dev.jebpf.samples.Orders.place` to `d.j.s.Orders.place`, then go, before anything is
  /// cut.
  public static String method(String name, int width) {
    String text = printable(name);
    int parameters = text.indexOf('(');
    int start = 0;
    while (text.length() > width) {
      int dot = text.indexOf('.', start);
      if (dot < 0 || (parameters >= 0 && dot > parameters) || !isPackage(text, start)) {
        return cut(text.substring(start), width);
      }
      parameters -= dot - start - 1;
      text = text.substring(0, start + 1) + text.substring(dot);
      start += 2;
    }
    return text;
  }

  private static boolean isPackage(String text, int start) {
    return Character.isLowerCase(text.charAt(start));
  }

  /// Words in lines of at most `width` characters; `label` and blanks of its length begin them.
  public static List<String> wrap(String label, String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(label);
    for (String word : printable(text).split(" +", -1)) {
      boolean first = line.length() == label.length();
      if (!first && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(label.length()));
        first = true;
      }
      line.append(first ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// Text without control characters, which could change the terminal's state.
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
