package dev.jebpf.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A kernel and a JDK of the matrix.
record Cell(GuestKernel kernel, GuestJdk jdk) {
  /// All cells of these names: a kernel's with every JDK there is for it, or one of them
  /// (`6.1/26`); all kernels' when there are no names.
  static List<Cell> named(Path root, List<String> names) {
    List<String> all =
        names.isEmpty() ? GuestKernel.all(root).stream().map(GuestKernel::name).toList() : names;
    List<Cell> cells = new ArrayList<>();
    for (String name : all) {
      int slash = name.indexOf('/');
      String kernel = slash < 0 ? name : name.substring(0, slash);
      cells.addAll(of(root, GuestKernel.named(root, kernel), name.substring(slash + 1), slash < 0));
    }
    return cells;
  }

  private static List<Cell> of(Path root, GuestKernel kernel, String jdk, boolean every) {
    List<GuestJdk> jdks = GuestJdk.all(root, kernel.machine());
    List<Cell> cells =
        jdks.stream()
            .filter(one -> every || one.name().equals(jdk))
            .map(one -> new Cell(kernel, one))
            .toList();
    if (cells.isEmpty()) {
      throw new GuestException(
          "no JDK '%s' for %s in tests/guests/jdks; there are: %s"
              .formatted(
                  jdk,
                  kernel.name(),
                  String.join(", ", jdks.stream().map(GuestJdk::name).toList())));
    }
    return cells;
  }

  /// The guest's.
  String name() {
    return "linux-%s-jdk-%s".formatted(kernel.name(), jdk.name());
  }
}
