package dev.jebpf.catalog.user;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A USDT probe of a program or library.
///
/// @param provider the name before the colon
/// @param sites the places in the code at which it fires; arguments may lie elsewhere in each
public record UserProbe(String provider, String name, List<Site> sites) {
  /// A place at which a probe fires.
  ///
  /// @param offset of the instruction in the file
  /// @param semaphore offset in the file of what tells the program that a tracer listens; 0 for
  /// none
  /// @param arguments where they are when it fires
  public record Site(long offset, long semaphore, List<NoteArgument> arguments) {
    public Site {
      arguments = List.copyOf(arguments);
    }
  }

  public UserProbe {
    sites = List.copyOf(sites);
  }

  /// Arguments that every site has.
  public int argumentCount() {
    return sites.stream().mapToInt(site -> site.arguments().size()).min().orElse(0);
  }

  /// Its arguments as C declares numbers: `int32_t arg0, uint64_t arg1`.
  public String declaration() {
    List<NoteArgument> arguments = sites.getFirst().arguments();
    return IntStream.range(0, argumentCount())
        .mapToObj(i -> arguments.get(i).type() + " arg" + i)
        .collect(Collectors.joining(", ", provider + ":" + name + "(", ")"));
  }
}
