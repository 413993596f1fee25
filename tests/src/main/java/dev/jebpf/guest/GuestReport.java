package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What a guest left: its tests by how they ended, and what serves each probe there.
///
/// @param failed the names of those that failed
/// @param skipped the names of those that were skipped, by the reason
/// @param backends by probe, what `doctor` said: what serves it, or why nothing does
record GuestReport(
    int passed,
    int flaky,
    List<String> failed,
    Map<String, List<String>> skipped,
    Map<String, String> backends) {
  private static final Pattern PROBE = Pattern.compile("^  (?:ok|no|\\?) +(\\S+) {2,}(.*)$");
  private static final Pattern CONTINUED = Pattern.compile("^ {10,}(\\S.*)$");

  /// @param results a guest's directory of this name
  static GuestReport of(Path results, String guest) {
    try {
      var tests =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report(results, guest).toFile())
              .getElementsByTagName("testcase");
      int passed = 0;
      int flaky = 0;
      List<String> failed = new ArrayList<>();
      Map<String, List<String>> skipped = new TreeMap<>();
      for (int i = 0; i < tests.getLength(); i++) {
        Element test = (Element) tests.item(i);
        String name = simpleName(test);
        if (test.getElementsByTagName("failure").getLength() > 0) {
          failed.add(name);
        } else if (test.getElementsByTagName("skipped").item(0) instanceof Element reason) {
          skipped.computeIfAbsent(firstLine(reason), _ -> new ArrayList<>()).add(name);
        } else {
          passed++;
          flaky += test.getElementsByTagName("flakyFailure").getLength();
        }
      }
      return new GuestReport(passed, flaky, failed, skipped, backends(results.resolve("doctor")));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new GuestException("guest " + guest + " left no report", e);
    }
  }

  static Path report(Path results, String guest) {
    return results.resolve("TEST-" + guest + ".xml");
  }

  private static String simpleName(Element test) {
    String type = test.getAttribute("classname");
    return type.substring(type.lastIndexOf('.') + 1) + "#" + test.getAttribute("name");
  }

  private static String firstLine(Element skipped) {
    return skipped.getAttribute("message").lines().findFirst().orElse("");
  }

  private static Map<String, String> backends(Path doctor) throws IOException {
    Map<String, String> backends = new LinkedHashMap<>();
    if (!Files.exists(doctor)) {
      return backends;
    }
    String probe = "";
    for (String line : sectionOf(Files.readAllLines(doctor))) {
      Matcher start = PROBE.matcher(line);
      Matcher more = CONTINUED.matcher(line);
      if (start.matches()) {
        probe = start.group(1);
        backends.put(probe, start.group(2));
      } else if (more.matches()) {
        backends.merge(probe, more.group(1), (text, next) -> text + " " + next);
      }
    }
    return backends;
  }

  private static List<String> sectionOf(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("Probes"))
        .takeWhile(line -> !line.isBlank())
        .toList();
  }
}
