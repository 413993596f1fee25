package dev.jebpf.config;

import dev.jebpf.name.NearMatch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Values that are lists, separated by `;`.
final class Lists {
  private Lists() {}

  /// The parts that aren't blank, without the blanks around them.
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String stripped = part.strip();
      if (!stripped.isEmpty()) {
        parts.add(stripped);
      }
    }
    return parts;
  }

  /// Constants by their names in lower case; `all` and `none` stand for themselves.
  static <E extends Enum<E>> Set<E> constants(String option, Class<E> type, String text)
      throws OptionSyntaxException {
    Set<E> result = EnumSet.noneOf(type);
    for (String part : split(text)) {
      if (part.equals("all")) {
        result.addAll(EnumSet.allOf(type));
      } else if (!part.equals("none")) {
        result.add(constant(option, type, part));
      }
    }
    return result;
  }

  private static <E extends Enum<E>> E constant(String option, Class<E> type, String name)
      throws OptionSyntaxException {
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String label = constant.name().toLowerCase(Locale.ROOT);
      if (label.equals(name)) {
        return constant;
      }
      known.add(label);
    }
    known.add("all");
    known.add("none");
    throw unknown(option, name, known.toArray(String[]::new));
  }

  static OptionSyntaxException unknown(String option, String word, String... known) {
    return new OptionSyntaxException(
        option + "=" + word + ": unknown" + NearMatch.hint(word, List.of(known)));
  }
}
