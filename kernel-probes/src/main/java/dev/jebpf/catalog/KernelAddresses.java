package dev.jebpf.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kernel's functions by address, from its symbol table. Read when first asked for, some tens
/// of milliseconds and megabytes; for one thread at a time.
///
/// Without `CAP_SYSLOG`, or with `kernel.kptr_restrict` at 2, the table has no addresses.
public final class KernelAddresses {
  private static final Path KALLSYMS = Path.of("/proc/kallsyms");

  /// A line of proc_kallsyms(5) has the address, a letter and the name after it.
  private static final int LETTER = 17;

  private static final int NAME = 19;

  private final Path table;
  private long @Nullable [] starts;
  private String[] names = {};

  KernelAddresses(Path table) {
    this.table = table;
  }

  /// Those of the running kernel.
  public static KernelAddresses ofRunningKernel() {
    return new KernelAddresses(KALLSYMS);
  }

  /// Whether the symbol table tells addresses to this process.
  public boolean known() {
    long[] sorted = starts();
    return sorted.length > 0 && sorted[0] != 0;
  }

  /// The name of the function that an address is in, with its module if it is in one; the address
  /// itself where that is not known.
  public String name(long address) {
    long[] sorted = starts();
    int found = Arrays.binarySearch(sorted, address);
    int index = found >= 0 ? found : -found - 2;
    return index < 0 ? "0x" + Long.toHexString(address) : names[index];
  }

  private long[] starts() {
    if (starts == null) {
      starts = read();
    }
    return starts;
  }

  private record Function(long start, String name) {}

  /// Addresses of the kernel are negative, so that signed order is that of addresses.
  private long[] read() {
    List<Function> functions = new ArrayList<>();
    try (Stream<String> lines = Files.lines(table)) {
      lines
          .filter(KernelAddresses::isFunction)
          .forEach(line -> functions.add(new Function(address(line), nameOf(line))));
    } catch (IOException | UncheckedIOException unreadable) {
      functions.clear(); // as if it had hidden them all: known() says so
    }
    functions.sort(Comparator.comparingLong(Function::start));
    names = functions.stream().map(Function::name).toArray(String[]::new);
    return functions.stream().mapToLong(Function::start).toArray();
  }

  private static boolean isFunction(String line) {
    return line.length() > NAME && "tTwW".indexOf(line.charAt(LETTER)) >= 0;
  }

  private static long address(String line) {
    return Long.parseUnsignedLong(line, 0, LETTER - 1, 16);
  }

  private static String nameOf(String line) {
    return line.substring(NAME).replace('\t', ' ');
  }
}
