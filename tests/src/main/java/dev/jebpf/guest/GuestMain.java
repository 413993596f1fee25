package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `GuestMain ROOT guest KERNEL [-DNAME=VALUE ...] [CLASS[#METHOD] ...]` runs tests in a guest with
/// the JDK we run on, with these properties, by default those that start no JVMs; `GuestMain ROOT
/// always KERNEL` those that are part of every run, in several guests; `GuestMain ROOT matrix
/// [--resume|--kept] [KERNEL[/JDK] ...]` all of them in guests with these kernels, all by default,
/// and all JDKs there are, or those of them that have not passed yet, or none; these end with a
/// table. `GuestMain ROOT bench KERNEL [ARGUMENT ...]` runs benchmarks.
///
/// The status is 0 when all passed, 1 when one failed, 2 when a guest died, 3 when it could not be
/// made because this machine has not got something or can't fetch it.
public final class GuestMain {
  /// For tests that are part of every run, which itself has a limit.
  private static final Duration SHORT = Duration.ofMinutes(8);

  private static final Duration LONG = Duration.ofMinutes(45);

  /// What the tests in a guest (`InGuest`) go by, too.
  private static final String LONGEST = "-Djebpf.guest.longest=";

  /// What tests may take besides the longest.
  private static final Duration OTHERS = Duration.ofMinutes(5);

  private final Path root;
  private final GuestSession session;

  private GuestMain(Path root) {
    this.root = root;
    session = new GuestSession(root, cache(), System.out);
  }

  public static void main(String[] args) {
    var main = new GuestMain(Path.of(args[0]).toAbsolutePath().normalize());
    List<String> names = List.of(args).subList(2, args.length);
    try {
      List<GuestResult> results =
          switch (args[1]) {
            case "guest" -> List.of(main.guest(names.getFirst(), names.subList(1, names.size())));
            case "always" -> main.always(names.getFirst());
            case "matrix" -> new Matrix(main.root, main.session, LONG).run(names);
            case "bench" -> main.bench(names.getFirst(), names.subList(1, names.size()));
            default -> throw new IllegalArgumentException(args[1]);
          };
      if (!results.isEmpty()) {
        System.out.println();
        MatrixTable.of(results).forEach(System.out::println);
      }
      System.exit(status(results));
    } catch (GuestException | IOException e) {
      System.err.println("jebpf: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int status(List<GuestResult> results) {
    if (results.stream().anyMatch(GuestResult::died)) {
      return 2;
    }
    if (results.stream().anyMatch(result -> !result.passed() && result.report().isPresent())) {
      return 1;
    }
    return results.stream().allMatch(GuestResult::passed) ? 0 : 3;
  }

  private GuestResult guest(String name, List<String> arguments) {
    List<String> properties = arguments.stream().filter(GuestMain::isProperty).toList();
    List<String> tests = arguments.stream().filter(argument -> !isProperty(argument)).toList();
    List<String> selection =
        tests.isEmpty()
            ? Selection.all(root, ClassPath.quickTestClasses(root))
            : Selection.of(root, tests);
    GuestKernel kernel = GuestKernel.named(root, name);
    var run =
        new TestRun(
            "linux-" + name,
            ClassPath.of(root),
            tests.isEmpty() ? "quick" : String.join(",", tests),
            selection,
            properties,
            tests.isEmpty(),
            limit(properties));
    return session.run(kernel, GuestJdk.of(root, kernel.machine()), run);
  }

  private static boolean isProperty(String argument) {
    return argument.startsWith("-D");
  }

  /// Of all tests: longer than the longest that one may take.
  private static Duration limit(List<String> properties) {
    return properties.stream()
        .filter(property -> property.startsWith(LONGEST))
        .map(property -> seconds(property.substring(LONGEST.length())).plus(OTHERS))
        .filter(limit -> limit.compareTo(LONG) > 0)
        .findAny()
        .orElse(LONG);
  }

  private static Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Integer.parseInt(text));
    } catch (NumberFormatException _) {
      throw new GuestException(LONGEST + text + ": not a number of seconds");
    }
  }

  /// The first of the guests is asked what it can do; the others would say the same.
  private List<GuestResult> always(String name) {
    GuestKernel kernel = GuestKernel.named(root, name);
    List<String> parts = Selection.partsOf(root, Selection.ALWAYS);
    List<TestRun> runs =
        parts.stream().map(part -> part(name, part, part.equals(parts.getFirst()))).toList();
    return session.run(kernel, GuestJdk.of(root, kernel.machine()), runs);
  }

  private TestRun part(String name, String part, boolean doctor) {
    return new TestRun(
        "linux-%s-%s".formatted(name, part),
        ClassPath.of(root),
        part,
        Selection.suite(root, part),
        List.of(),
        doctor,
        SHORT);
  }

  private List<GuestResult> bench(String name, List<String> arguments) throws IOException {
    GuestKernel kernel = GuestKernel.named(root, name);
    var run = new BenchRun("bench-" + name, ClassPath.ofBenchmarks(root), arguments, LONG);
    session.bench(kernel, GuestJdk.of(root, kernel.machine()), run);
    return List.of();
  }

  /// `JEBPF_CACHE`, or `jebpf` in the user's cache directory. Java's own `user.home` is the one in
  /// the table of users, which a user without a login has none of.
  private static Path cache() {
    String named = System.getenv("JEBPF_CACHE");
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    String base = System.getenv("XDG_CACHE_HOME");
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    return base != null ? Path.of(base, "jebpf") : Path.of(home, ".cache", "jebpf");
  }
}
