package dev.jebpf.name;

/// A name in which `*` stands for any number of any characters.
public record Wildcard(String pattern) {
  /// Matches everything.
  public static final Wildcard ANY = new Wildcard("*");

  /// Whether only [#pattern] itself matches.
  public boolean exact() {
    return pattern.indexOf('*') < 0;
  }

  /// Whether the whole of `name` matches.
  public boolean matches(String name) {
    int inPattern = 0;
    int inName = 0;
    int star = -1;
    int resume = 0;
    while (inName < name.length()) {
      char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : 0;
      if (wanted == '*') {
        star = inPattern++;
        resume = inName;
      } else if (wanted == name.charAt(inName)) {
        inPattern++;
        inName++;
      } else if (star >= 0) {
        inPattern = star + 1;
        inName = ++resume;
      } else {
        return false;
      }
    }
    while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
      inPattern++;
    }
    return inPattern == pattern.length();
  }
}
