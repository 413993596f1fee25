package dev.jebpf.guest;

import java.nio.file.Path;
import java.util.List;

/// A line of `tests/guests/kernels`.
///
/// @param version what users call it
/// @param suite the Debian suite it comes from
/// @param packageName the kernel's package, or one that depends on it
public record GuestKernel(String version, Machine machine, String suite, String packageName) {

  /// All known kernels, in the order of the table.
  static List<GuestKernel> all(Path root) {
    return DataFile.rows(root.resolve("tests/guests/kernels"), 4).stream()
        .map(row -> new GuestKernel(row.get(0), Machine.of(row.get(1)), row.get(2), row.get(3)))
        .toList();
  }

  /// The kernel of this name.
  ///
  /// @throws GuestException with those there are
  static GuestKernel named(Path root, String name) {
    List<GuestKernel> all = all(root);
    return all.stream()
        .filter(kernel -> kernel.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new GuestException(
                    "no kernel '%s' in tests/guests/kernels; there are: %s"
                        .formatted(
                            name,
                            String.join(", ", all.stream().map(GuestKernel::name).toList()))));
  }

  /// `6.1`, or `6.12-arm64` where the machine is not the usual one.
  public String name() {
    return machine == Machine.AMD64 ? version : version + "-" + machine.debianName();
  }
}
