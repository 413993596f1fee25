package dev.jebpf.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `GuestMain ROOT guest KERNEL [CLASS[#METHOD] ...]` runs tests in a guest with the JDK we run on,
/// by default those that start no JVMs; `GuestMain ROOT matrix [KERNEL ...]` all of them in guests
/// with these kernels, all by default, and all JDKs there are. Ends with a table.
///
/// The status is 0 when all passed, 1 when one failed, 2 when a guest could not be made or died.
public final class GuestMain {
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
            case "matrix" -> main.matrix(names);
            default -> throw new IllegalArgumentException(args[1]);
          };
      System.out.println();
      MatrixTable.of(results).forEach(System.out::println);
      System.exit(status(results));
    } catch (GuestException e) {
      System.err.println("jebpf: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int status(List<GuestResult> results) {
    if (results.stream().anyMatch(result -> result.report().isEmpty())) {
      return 2;
    }
    return results.stream().allMatch(GuestResult::passed) ? 0 : 1;
  }

  private GuestResult guest(String name, List<String> tests) {
    GuestKernel kernel = GuestKernel.named(root, name);
    List<String> selection =
        tests.isEmpty()
            ? Selection.all(root, ClassPath.quickTestClasses(root))
            : Selection.of(root, tests);
    return session.run(
        kernel, GuestJdk.of(root, kernel.machine()), "linux-" + name, selection, tests.isEmpty());
  }

  private List<GuestResult> matrix(List<String> names) {
    List<GuestKernel> kernels =
        names.isEmpty()
            ? GuestKernel.all(root)
            : names.stream().map(name -> GuestKernel.named(root, name)).toList();
    List<String> everything = Selection.all(root, ClassPath.testClasses(root));
    List<GuestResult> results = new ArrayList<>();
    for (GuestKernel kernel : kernels) {
      for (GuestJdk jdk : GuestJdk.all(root, kernel.machine())) {
        String guest = "linux-%s-jdk-%s".formatted(kernel.name(), jdk.name());
        results.add(session.run(kernel, jdk, guest, everything, true));
      }
    }
    return results;
  }

  /// `JEBPF_CACHE`, or `jebpf` in the user's cache directory.
  private static Path cache() {
    String named = System.getenv("JEBPF_CACHE");
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    String base = System.getenv("XDG_CACHE_HOME");
    return base != null
        ? Path.of(base, "jebpf")
        : Path.of(System.getProperty("user.home"), ".cache", "jebpf");
  }
}
