package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `GuestMain ROOT KERNEL [CLASS[#METHOD] ...]`: runs tests in a guest. The status is 0 when all
/// passed, 1 when one failed, 2 when there was no guest to run them in.
public final class GuestMain {
  private static final Duration SILENCE = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private GuestMain() {}

  public static void main(String[] args) throws IOException {
    try {
      System.exit(
          run(Path.of(args[0]).toAbsolutePath(), args[1], List.of(args).subList(2, args.length)));
    } catch (GuestException e) {
      System.err.println("jebpf: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(Path root, String name, List<String> tests) throws IOException {
    GuestKernel kernel = GuestKernel.named(root, name);
    Path directory = Files.createDirectories(root.resolve("target/guests/" + kernel.name()));
    List<String> selection = tests.isEmpty() ? Selection.all(root) : Selection.of(root, tests);
    var system = new GuestSystem(root, cache(), kernel, Path.of(System.getProperty("java.home")));
    System.out.println("guest " + kernel.name() + ": packing ...");
    Path initramfs = directory.resolve("initramfs.cpio");
    Path image = system.write(initramfs, new TestRun(ClassPath.of(root), selection));
    System.out.println("guest " + kernel.name() + ": booting ...");
    int[] status = {1};
    new Guest(kernel.machine(), directory, SILENCE, LIMIT)
        .run(
            image,
            initramfs,
            line -> {
              System.out.println("  " + kernel.name() + "| " + line);
              if (line.startsWith("@jebpf status ")) {
                status[0] = Integer.parseInt(line.substring("@jebpf status ".length()));
              }
            });
    return status[0];
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
