package dev.jebpf.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/// Options as text, split and named but not yet understood.
///
/// A value ends at a comma, unless it begins with `"` or `'`: then it ends at the same character.
/// In `events` a comma in parentheses does not end it either.
final class OptionText {
  private final String text;
  private final Map<Option, String> values = new EnumMap<>(Option.class);
  private int at;

  private OptionText(String text) {
    this.text = text;
  }

  /// Splits `key=value,key=value`, and adds what the file named by `config=` has besides.
  static Map<Option, String> parse(String text) throws OptionSyntaxException, OptionDataException {
    Map<Option, String> values = new OptionText(text).split();
    String config = values.get(Option.CONFIG);
    if (config != null) {
      addFile(path(config), values);
    }
    return values;
  }

  private Map<Option, String> split() throws OptionSyntaxException {
    while (at < text.length()) {
      if (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      String key = key();
      String value = value(key);
      if (values.put(Option.of(key), value) != null) {
        throw new OptionSyntaxException("option '" + key + "' is given twice");
      }
    }
    return values;
  }

  private String key() throws OptionSyntaxException {
    int end = at;
    while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ',') {
      end++;
    }
    String key = text.substring(at, end).strip();
    if (end == text.length() || text.charAt(end) == ',') {
      throw new OptionSyntaxException(
          "'"
              + key
              + "' is not of the form key=value; several values of one option are separated by ';'");
    }
    at = end + 1;
    return key;
  }

  private String value(String key) throws OptionSyntaxException {
    char first = at < text.length() ? text.charAt(at) : ',';
    boolean quoted = first == '"' || first == '\'';
    int start = quoted ? at + 1 : at;
    int end = quoted ? text.indexOf(first, start) : comma(key, start);
    if (end < 0 && quoted) {
      throw new OptionSyntaxException("the value of '" + key + "' has no closing " + first);
    }
    end = end < 0 ? text.length() : end;
    at = quoted ? afterQuote(key, end + 1) : Math.min(end + 1, text.length());
    return text.substring(start, end).strip();
  }

  /// The comma that ends a plain value; in events those in parentheses do not, they are between
  /// fields.
  private int comma(String key, int start) {
    if (!key.equals(Option.EVENTS.key())) {
      return text.indexOf(',', start);
    }
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth <= 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private int afterQuote(String key, int next) throws OptionSyntaxException {
    if (next < text.length() && text.charAt(next) != ',') {
      throw new OptionSyntaxException(
          "after the quoted value of '" + key + "' there must be a comma");
    }
    return Math.min(next + 1, text.length());
  }

  private static Path path(String config) throws OptionSyntaxException {
    try {
      return Path.of(config);
    } catch (InvalidPathException e) {
      throw new OptionSyntaxException("config=" + config + ": not a path (" + e.getReason() + ")");
    }
  }

  private static void addFile(Path file, Map<Option, String> values)
      throws OptionSyntaxException, OptionDataException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new OptionDataException(
          "config=" + file + " can't be read (" + FileProblem.of(e) + ")", e);
    }
    for (String key : properties.stringPropertyNames()) {
      Option option;
      try {
        option = Option.of(key);
      } catch (OptionSyntaxException e) {
        throw new OptionSyntaxException(file + ": " + e.getMessage());
      }
      if (option == Option.CONFIG) {
        throw new OptionSyntaxException(file + ": a configuration file can't name another");
      }
      values.putIfAbsent(option, properties.getProperty(key).strip());
    }
  }
}
