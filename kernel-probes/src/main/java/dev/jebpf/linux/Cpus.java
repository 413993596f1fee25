package dev.jebpf.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// The CPUs of the machine, by the lists in sysfs (`Documentation/admin-guide/cputopology.rst`).
public final class Cpus {
  private static final int POSSIBLE = count(read("possible"));

  private Cpus() {}

  /// How many CPUs can ever be: the number of values in an entry of a per-CPU map. Ids are below
  /// it.
  public static int possible() {
    return POSSIBLE;
  }

  /// The ids of the CPUs that are online now.
  public static int[] online() {
    return ids(read("online"));
  }

  private static String read(String list) {
    try {
      return Files.readString(Path.of("/sys/devices/system/cpu", list)).strip();
    } catch (IOException unreadable) {
      return "0-" + (Runtime.getRuntime().availableProcessors() - 1);
    }
  }

  private static int count(String list) {
    int[] ids = ids(list);
    return ids[ids.length - 1] + 1;
  }

  /// The numbers in a list such as `0-3,8`.
  static int[] ids(String list) {
    IntStream ids = IntStream.empty();
    for (String range : list.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      ids = IntStream.concat(ids, IntStream.rangeClosed(first, last));
    }
    return ids.toArray();
  }
}
