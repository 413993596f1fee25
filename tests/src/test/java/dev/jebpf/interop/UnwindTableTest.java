package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.catalog.user.ProcessMaps;
import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.UnwindRow;
import dev.jebpf.elf.cfi.UnwindTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules that `readelf` prints, function by function, are those that we read.
class UnwindTableTest {
  private static final int LEAST_ROWS = 500;

  @ParameterizedTest
  @ValueSource(strings = {"libc.so.6", "libnio.so", "libjava.so"})
  void shouldHaveTheRulesThatReadelfPrints(String library) throws Exception {
    String path = mapped(library);
    UnwindTable table = Objects.requireNonNull(UnwindTable.of(read(path)));
    List<String> header = List.of();
    List<String> wrong = new ArrayList<>();
    boolean ofFunction = false;
    int rows = 0;
    for (String line : printed(path)) {
      List<String> words = List.of(line.strip().split(" +"));
      if (line.contains(" CIE ") || line.contains(" FDE ")) {
        ofFunction = line.contains(" FDE ");
        header = List.of();
      } else if (words.getFirst().equals("LOC")) {
        header = words;
      } else if (ofFunction && words.size() == header.size() && line.matches("[0-9a-f]{16} .*")) {
        rows++;
        String ours = rules(table, Long.parseUnsignedLong(words.getFirst(), 16));
        String theirs = rules(header, words);
        if (!ours.equals(theirs)) {
          wrong.add(words.getFirst() + " " + theirs + " but " + ours);
        }
      }
    }
    assertThat(rows).isGreaterThan(LEAST_ROWS);
    assertThat(wrong).isEmpty();
  }

  /// Debug information in a file of its own is not asked for: it need not be there.
  private static List<String> printed(String path) {
    var run =
        Tool.READELF.run(
            TracedService.PATIENCE, "--debug-dump=frames-interp,no-follow-links", path);
    assertThat(run.exit()).isZero();
    return run.out();
  }

  private static String mapped(String library) {
    return ProcessMaps.ofSelf().files().stream()
        .filter(path -> path.endsWith("/" + library))
        .findFirst()
        .orElseGet(() -> Path.of(System.getProperty("java.home"), "lib", library).toString());
  }

  private static ElfFile read(String path) throws IOException {
    return ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(Path.of(path))));
  }

  /// Those of `readelf`, in which `u` also stands for registers that nothing is said of.
  private static String rules(List<String> header, List<String> words) {
    Map<String, String> rules = new TreeMap<>();
    for (int i = 1; i < words.size(); i++) {
      rules.put(header.get(i), words.get(i));
    }
    return text(rules);
  }

  private static String rules(UnwindTable table, long address) throws CfiException {
    UnwindRow row = table.row(address);
    if (row == null) {
      return "nothing";
    }
    Map<String, String> rules = new TreeMap<>();
    for (String rule : row.toString().split(" ")) {
      rules.put(rule.substring(0, rule.indexOf('=')), rule.substring(rule.indexOf('=') + 1));
    }
    return text(rules);
  }

  private static String text(Map<String, String> rules) {
    return rules.entrySet().stream()
        .filter(rule -> !rule.getValue().equals("u"))
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }
}
