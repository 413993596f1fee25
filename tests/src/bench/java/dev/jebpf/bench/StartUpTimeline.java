package dev.jebpf.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the time between the start of a JVM and its `main` goes, by the classes it loads: how many
/// come from where, when the agent and its parts first appear, and the longest silences between two
/// loads.
///
/// @param loads every class loaded up to and including the main class, in order
record StartUpTimeline(List<Load> loads) {
  /// A line of `-Xlog:class+load` with uptime in nanoseconds: `[61234567ns] dev.jebpf.agent.Agent
  /// source: file:/.../jebpf.jar`.
  private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns] (\\S+) source: (.*)");

  /// @param at nanoseconds since the JVM was created
  record Load(long at, String name, String source) {
    String origin() {
      if (source.startsWith("shared objects file")) {
        return "class-sharing archive";
      }
      if (source.startsWith("jrt:/")) {
        return "JDK, not in the archive";
      }
      return source.startsWith("file:") ? "class path and agent jar" : "defined at run time";
    }
  }

  static StartUpTimeline of(List<String> options) throws IOException, InterruptedException {
    Path log = Files.createTempFile("class-load", ".log");
    try {
      List<String> all = new ArrayList<>(options);
      all.add("-Xlog:class+load=info:file=" + log + ":uptimenanos");
      JavaProcess.run(JavaProcess.small(all, HelloWorld.class));
      return new StartUpTimeline(untilMain(Files.readAllLines(log)));
    } finally {
      Files.delete(log);
    }
  }

  private static List<Load> untilMain(List<String> lines) {
    List<Load> loads = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        loads.add(new Load(Long.parseLong(matcher.group(1)), matcher.group(2), matcher.group(3)));
        if (matcher.group(2).equals(HelloWorld.class.getName())) {
          break;
        }
      }
    }
    return List.copyOf(loads);
  }

  void print(PrintStream out) {
    out.printf("%nclasses loaded before main (one run, with class loading logged)%n");
    Map<String, Integer> origins = new LinkedHashMap<>();
    loads.forEach(load -> origins.merge(load.origin(), 1, Integer::sum));
    origins.forEach((origin, count) -> out.printf("  %6d  %s%n", count, origin));
    out.printf("%nfirst class of each package of ours and of third parties [ms of uptime]%n");
    firstOfPackages().forEach(load -> out.printf("  %6.1f  %s%n", load.at() / 1e6, load.name()));
    out.printf("%nlongest silences between two loads [ms]%n");
    silences().limit(8).forEach(out::println);
  }

  private List<Load> firstOfPackages() {
    Map<String, Load> first = new LinkedHashMap<>();
    for (Load load : loads) {
      if (!load.origin().startsWith("JDK") && !load.source().startsWith("shared")) {
        int dot = load.name().lastIndexOf('.');
        first.putIfAbsent(load.name().substring(0, Math.max(dot, 0)), load);
      }
    }
    return List.copyOf(first.values());
  }

  private Stream<String> silences() {
    record Silence(long nanos, Load before, Load after) {}
    List<Silence> all = new ArrayList<>();
    for (int i = 1; i < loads.size(); i++) {
      Load before = loads.get(i - 1);
      Load after = loads.get(i);
      all.add(new Silence(after.at() - before.at(), before, after));
    }
    return all.stream()
        .sorted(Comparator.comparingLong(Silence::nanos).reversed())
        .map(
            silence ->
                "  %6.1f  at %.1f: after %s, before %s"
                    .formatted(
                        silence.nanos() / 1e6,
                        silence.before().at() / 1e6,
                        silence.before().name(),
                        silence.after().name()));
  }
}
