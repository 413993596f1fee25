package dev.jebpf.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packages of one Debian suite for one architecture, fetched by an apt that has a state and a
/// cache of its own, so that neither root nor a Debian of that suite is needed. apt checks the
/// archive's signature and the hashes below it; what was fetched is kept.
final class DebianSuite {
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
  private static final Duration FRESH = Duration.ofDays(7);

  /// Suites that have a security archive beside them are those that were released.
  private static final String UNRELEASED = "sid";

  private static final Pattern PACKAGE = Pattern.compile("^Package: (\\S+)$", Pattern.MULTILINE);
  private static final Pattern VERSION = Pattern.compile("^Version: (\\S+)$", Pattern.MULTILINE);
  private static final Pattern ARCHITECTURE =
      Pattern.compile("^Architecture: (\\S+)$", Pattern.MULTILINE);

  /// Up to 6.12 a kernel is one package; later its image and its modules are packages of their own.
  private static final Pattern KERNEL_PARTS =
      Pattern.compile("\\b(linux-(?:image|binary|modules)-\\d[^\\s,]*)");

  private static final Pattern DEPENDS = Pattern.compile("^Depends: (.*)$", Pattern.MULTILINE);

  private final Path home;
  private final Path packages;
  private final Path trees;
  private final String suite;
  private final Machine machine;

  /// What the archive says of packages, by name.
  private final Map<String, String> records = new HashMap<>();

  private DebianSuite(Path cache, String suite, Machine machine) {
    this.suite = suite;
    this.machine = machine;
    home = cache.resolve("apt").resolve(suite + "-" + machine.debianName());
    packages = cache.resolve("packages");
    trees = cache.resolve("trees");
  }

  /// A suite, its lists of packages fetched if they are missing or old.
  static DebianSuite open(Path cache, String suite, Machine machine) {
    HostCommand.require("apt-get", "apt");
    HostCommand.require("dpkg-deb", "dpkg");
    if (!Files.isReadable(KEYRING)) {
      throw new GuestUnavailableException(
          "no " + KEYRING + " to check Debian's archive with; install debian-archive-keyring");
    }
    var opened = new DebianSuite(cache, suite, machine);
    opened.configure();
    opened.update();
    return opened;
  }

  private void configure() {
    try {
      for (String directory : List.of("state/lists/partial", "cache/archives/partial")) {
        Files.createDirectories(home.resolve(directory));
      }
      Files.createDirectories(packages);
      Files.createDirectories(trees);
      Files.writeString(home.resolve("status"), "");
      Files.writeString(home.resolve("sources.list"), sources());
      Files.writeString(home.resolve("apt.conf"), configuration());
    } catch (IOException e) {
      throw new GuestException("cannot prepare " + home, e);
    }
  }

  private String sources() {
    String mirror = DebianMirror.ofThisMachine().archive();
    // Suites that are no longer supported are not signed anew: their lists outlive their date.
    String options =
        "[arch=%s signed-by=%s check-valid-until=no]".formatted(machine.debianName(), KEYRING);
    String main = "deb %s %s/debian %s main%n".formatted(options, mirror, suite);
    return suite.equals(UNRELEASED)
        ? main
        : main + "deb %s %s/debian-security %s-security main%n".formatted(options, mirror, suite);
  }

  /// Read after the machine's own configuration, whose proxies hold and whose hooks, made for the
  /// machine's own state, do not.
  private String configuration() {
    return """
    Dir::Etc::sourcelist "%1$s/sources.list";
    Dir::Etc::sourceparts "/dev/null";
    Dir::Etc::preferencesparts "/dev/null";
    Dir::Etc::preferences "/dev/null";
    Dir::State "%1$s/state";
    Dir::State::status "%1$s/status";
    Dir::Cache "%1$s/cache";
    APT::Architecture "%2$s";
    #clear APT::Architectures;
    APT::Architectures { "%2$s"; };
    APT::Default-Release "";
    APT::Sandbox::User "%3$s";
    APT::Update::Error-Mode "any";
    Acquire::Languages "none";
    #clear APT::Update::Pre-Invoke;
    #clear APT::Update::Post-Invoke;
    #clear APT::Update::Post-Invoke-Success;
    """
        .formatted(home, machine.debianName(), System.getProperty("user.name"));
  }

  private void update() {
    Path updated = home.resolve("updated");
    boolean known = Files.exists(updated);
    try {
      if (known
          && Files.getLastModifiedTime(updated).toInstant().plus(FRESH).isAfter(Instant.now())) {
        return;
      }
      System.out.printf("  fetching the lists of Debian %s %s ...%n", suite, machine.debianName());
      apt("apt-get", "-q", "update");
      Files.writeString(updated, "");
    } catch (GuestException failed) {
      if (!known) {
        throw new GuestUnavailableException(
            "cannot fetch Debian's lists of %s; is there a way to %s? (JEBPF_DEBIAN_MIRROR names another)"
                .formatted(suite, DebianMirror.ofThisMachine().archive()),
            failed);
      }
      System.out.printf("  no newer lists of Debian %s; going on with those there are%n", suite);
    } catch (IOException e) {
      throw new GuestException("cannot use " + home, e);
    }
  }

  private String apt(String... command) {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(1, List.of("-c", home.resolve("apt.conf").toString()));
    return HostCommand.run(packages, whole);
  }

  /// What is in the packages of a kernel. Of those that merely depend on others nothing is fetched.
  List<Path> kernelTrees(String name) {
    List<String> parts = kernelParts(name);
    return parts.isEmpty()
        ? List.of(tree(name))
        : parts.stream().flatMap(part -> kernelTrees(part).stream()).toList();
  }

  private List<String> kernelParts(String name) {
    Matcher depends = DEPENDS.matcher(record(name));
    return depends.find()
        ? KERNEL_PARTS.matcher(depends.group(1)).results().map(part -> part.group(1)).toList()
        : List.of();
  }

  /// What is in these packages.
  List<Path> trees(List<String> names) {
    readRecords(names);
    return names.stream().map(this::tree).toList();
  }

  /// What is in a package, unpacked, in a directory that nobody may change.
  Path tree(String name) {
    String file = download(name);
    Path tree = trees.resolve(file.replaceFirst("\\.deb$", ""));
    if (!Files.isDirectory(tree)) {
      unpack(packages.resolve(file), tree);
    }
    return tree;
  }

  private static void unpack(Path archive, Path tree) {
    Path partial = tree.resolveSibling(tree.getFileName() + ".partial");
    try {
      Trees.delete(partial);
      HostCommand.run(
          tree.getParent(), List.of("dpkg-deb", "-x", archive.toString(), partial.toString()));
      Files.move(partial, tree, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new GuestException("cannot unpack " + archive, e);
    }
  }

  /// @return the file's name
  private String download(String name) {
    String record = record(name);
    String version = first(VERSION, record, name);
    String file =
        "%s_%s_%s.deb"
            .formatted(name, version.replace(":", "%3a"), first(ARCHITECTURE, record, name));
    if (!Files.exists(packages.resolve(file))) {
      System.out.printf("  fetching %s %s ...%n", name, version);
      fetch(name, version);
    }
    return file;
  }

  private void fetch(String name, String version) {
    try {
      apt("apt-get", "-q", "download", name + "=" + version);
    } catch (GuestException failed) {
      throw new GuestUnavailableException(
          "cannot fetch %s %s of Debian %s from %s (JEBPF_DEBIAN_MIRROR names another)"
              .formatted(name, version, suite, DebianMirror.ofThisMachine().archive()),
          failed);
    }
  }

  private String record(String name) {
    if (!records.containsKey(name)) {
      readRecords(List.of(name));
    }
    return records.get(name);
  }

  /// Of all at once, because apt reads its whole lists each time.
  private void readRecords(List<String> names) {
    List<String> show = new ArrayList<>(List.of("apt-cache", "show", "--no-all-versions"));
    show.addAll(names);
    try {
      for (String record : apt(show.toArray(String[]::new)).split("\n\n")) {
        records.put(first(PACKAGE, record, "?"), record);
      }
    } catch (GuestException failed) {
      throw new GuestUnavailableException(
          "Debian %s has no package for %s of %s"
              .formatted(suite, machine.debianName(), String.join(", ", names)),
          failed);
    }
  }

  private static String first(Pattern pattern, String record, String name) {
    Matcher matcher = pattern.matcher(record);
    if (!matcher.find()) {
      throw new GuestException("the archive's record of " + name + " has no " + pattern);
    }
    return matcher.group(1);
  }
}
