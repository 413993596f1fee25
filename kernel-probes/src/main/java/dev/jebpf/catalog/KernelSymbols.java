package dev.jebpf.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kernel's functions as its symbol table and its function tracer know them. Read when first
/// asked for; for one thread at a time.
public final class KernelSymbols {
  private static final List<Path> TRACEABLE =
      List.of(
          Path.of("/sys/kernel/tracing/available_filter_functions"),
          Path.of("/sys/kernel/debug/tracing/available_filter_functions"));

  private final Path kallsyms;
  private final List<Path> traceable;
  private @Nullable Map<String, Integer> functions;
  private @Nullable Set<String> traceableNames;

  KernelSymbols(Path kallsyms, List<Path> traceable) {
    this.kallsyms = kallsyms;
    this.traceable = traceable;
  }

  /// Those of the running kernel.
  public static KernelSymbols ofRunningKernel() {
    return new KernelSymbols(Path.of("/proc/kallsyms"), TRACEABLE);
  }

  /// Whether the symbol table can be read.
  public boolean known() {
    return !functions().isEmpty();
  }

  /// How many functions have this name.
  public int count(String name) {
    return functions().getOrDefault(name, 0);
  }

  /// All names.
  public Set<String> names() {
    return functions().keySet();
  }

  /// Variants the compiler made of a function: `tcp_v4_rcv.cold`, `vfs_read.isra.0`.
  public List<String> variants(String name) {
    String prefix = name + ".";
    return functions().keySet().stream().filter(f -> f.startsWith(prefix)).sorted().toList();
  }

  /// Whether the list of functions that may be traced can be read.
  public boolean traceableKnown() {
    return !traceableNames().isEmpty();
  }

  /// Whether the function is in that list.
  public boolean traceable(String name) {
    return traceableNames().contains(name);
  }

  /// Whether a program can be attached to the function of this name, as far as is known: there is
  /// exactly one, and it is in the list where that can be read.
  public boolean attachable(String name) {
    return (!known() || count(name) == 1) && (!traceableKnown() || traceable(name));
  }

  private Map<String, Integer> functions() {
    if (functions == null) {
      functions = readSymbols();
    }
    return functions;
  }

  /// Lines of proc_kallsyms(5): address, type, name and perhaps a module. The types `t`, `T`, `w`
  /// and `W` are functions.
  private Map<String, Integer> readSymbols() {
    Map<String, Integer> counts = new HashMap<>();
    try (Stream<String> lines = Files.lines(kallsyms)) {
      lines.forEach(
          line -> {
            String[] words = line.split("[ \t]", 4);
            if (words.length >= 3 && words[1].length() == 1 && "tTwW".contains(words[1])) {
              counts.merge(words[2], 1, Integer::sum);
            }
          });
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      counts.clear(); // the same as a file that hides everything: known() says so
    }
    return counts;
  }

  private Set<String> traceableNames() {
    if (traceableNames == null) {
      traceableNames = readTraceable();
    }
    return traceableNames;
  }

  private Set<String> readTraceable() {
    Set<String> names = new HashSet<>();
    for (Path file : traceable) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.forEach(line -> names.add(line.split(" ", 2)[0]));
        return names;
      } catch (IOException | java.io.UncheckedIOException unreadable) {
        names.clear(); // not mounted, or not for this user: traceableKnown() says so
      }
    }
    return names;
  }
}
