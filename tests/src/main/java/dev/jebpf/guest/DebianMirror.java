package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where Debian's archive is fetched from: `JEBPF_DEBIAN_MIRROR`, what this machine is configured
/// for if it is a Debian, or Debian's own address.
///
/// @param archive without `/debian` at its end
record DebianMirror(String archive) {
  private static final Pattern SOURCE = Pattern.compile("\\b(https?://\\S+?)/debian/?\\s");

  static DebianMirror ofThisMachine() {
    String wanted = System.getenv("JEBPF_DEBIAN_MIRROR");
    if (wanted != null) {
      return new DebianMirror(wanted.replaceFirst("/debian/?$", ""));
    }
    for (Path file : sources()) {
      for (String line : readLines(file)) {
        Matcher matcher = SOURCE.matcher(line + " ");
        if (!line.stripLeading().startsWith("#") && matcher.find()) {
          return new DebianMirror(matcher.group(1));
        }
      }
    }
    return new DebianMirror("http://deb.debian.org");
  }

  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>(List.of(Path.of("/etc/apt/sources.list")));
    try (var files = Files.list(Path.of("/etc/apt/sources.list.d"))) {
      files
          .filter(file -> file.toString().matches(".*\\.(list|sources)"))
          .sorted()
          .forEach(sources::add);
    } catch (IOException _) {
      // Not a machine with apt sources: then there are none to follow.
    }
    return sources;
  }

  private static List<String> readLines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }
}
