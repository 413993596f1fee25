package dev.jebpf.usdt;

import java.util.regex.Pattern;

/// What providers and probes may be called: identifiers of C. The format itself only excludes NUL,
/// but tools split at colons, shells at much else, and perf makes events of the names.
final class ProbeNames {
  private static final int LONGEST = 128;
  private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ProbeNames() {}

  /// @param what the thing named, for the message
  /// @throws IllegalArgumentException if this is no such name
  static String check(String what, String name) {
    if (name.length() > LONGEST || !VALID.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s=\"%s\": need letters, digits and underscores, no digit first, at most %d"
              .formatted(what, name, LONGEST));
    }
    return name;
  }
}
