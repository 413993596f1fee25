package dev.jebpf.cli.list;

import dev.jebpf.catalog.user.ProcessMaps;
import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.catalog.user.UserFiles;
import dev.jebpf.catalog.user.UserFunction;
import dev.jebpf.catalog.user.UserProbe;
import dev.jebpf.name.Wildcard;
import java.util.stream.Stream;

/// The functions or the USDT probes of one file, as `events=` takes them: `uprobe:libc:*read*`,
/// `usdt:libjvm:hotspot:*`. A library's short name is that of one that this command's JVM has
/// mapped, `libjvm` among them.
public final class UserListing {
  private static final String FUNCTIONS = "uprobe:";
  private static final String PROBES = "usdt:";

  private final String file;
  private final Wildcard wanted;
  private final boolean functions;

  private UserListing(String file, Wildcard wanted, boolean functions) {
    this.file = file;
    this.wanted = wanted;
    this.functions = functions;
  }

  /// Whether a pattern names a file.
  public static boolean asked(String pattern) {
    String rest =
        pattern.startsWith(FUNCTIONS)
            ? pattern.substring(FUNCTIONS.length())
            : pattern.startsWith(PROBES) ? pattern.substring(PROBES.length()) : "*";
    return !rest.isEmpty() && !file(rest).contains("*");
  }

  /// The listing of a pattern that names a file; what follows the file is a part of a name, or with
  /// `*` a whole one.
  public static UserListing of(String pattern) {
    boolean functions = pattern.startsWith(FUNCTIONS);
    String rest = pattern.substring((functions ? FUNCTIONS : PROBES).length());
    String file = file(rest);
    String name = rest.length() > file.length() ? rest.substring(file.length() + 1) : "";
    String whole = name.indexOf('*') >= 0 ? name : "*" + name + "*";
    return new UserListing(file, new Wildcard(whole), functions);
  }

  private static String file(String rest) {
    int colon = rest.indexOf(':');
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  /// What matches, sorted.
  ///
  /// @throws UserFileException when the file is not there or can't be read
  public Stream<Entry> entries() throws UserFileException {
    UserFile found = new UserFiles(ProcessMaps.ofSelf()).find(file);
    return functions
        ? found.functions(wanted::matches).stream().map(this::entry)
        : found.probes().stream().filter(this::isWanted).map(this::entry);
  }

  private boolean isWanted(UserProbe probe) {
    return wanted.matches(probe.provider() + ":" + probe.name());
  }

  private Entry entry(UserFunction function) {
    return new Entry("uprobe", file + ":" + function.name(), () -> places(function));
  }

  private static String places(UserFunction function) {
    return function.size() + " bytes, " + function.offsets().size() + " of this name";
  }

  private Entry entry(UserProbe probe) {
    return new Entry(
        "usdt", file + ":" + probe.provider() + ":" + probe.name(), probe::declaration);
  }
}
