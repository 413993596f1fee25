package dev.jebpf.compiler.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jebpf.Descriptors;
import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.VerifierException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The real verifier refuses [BadPrograms], and the message leads to the Java line.
@Tag("kernel")
@Tag("sources")
class RefusedProgramsTest {
  private static final Path SOURCE =
      Path.of("src/test/java/dev/jebpf/compiler/refused/BadPrograms.java");
  private static final Pattern LEFT_OUT = Pattern.compile("\\((\\d+) lines of the log left out\\)");

  private static final Kernel KERNEL = Kernel.running();
  private static final KernelFeatures FEATURES = KernelFeatures.of(KERNEL);

  private final KernelMaps maps = Maps.inKernel(KERNEL);

  @AfterEach
  void close() {
    maps.close();
  }

  /// Each program with the words of the verifier that tell what is wrong with it.
  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("IndexOutOfBounds", "register with unbounded min value is not allowed"),
        Arguments.of("ByteOutOfBounds", "unbounded memory access|invalid access to map value"),
        Arguments.of("CopyTooLong", "invalid access to map value"),
        Arguments.of("MissingNullCheck", "invalid mem access 'map_value_or_null'"),
        Arguments.of("MissingNullCheckInAnotherMethod", "invalid mem access 'map_value_or_null'"),
        Arguments.of("UseAfterSubmit", "invalid mem access 'scalar'"),
        Arguments.of("NeverSubmitted", "Unreleased reference|reference leak"),
        Arguments.of("UnboundedLoop", "infinite loop detected|too complex|too large"),
        Arguments.of("TooManyInstructions", "BPF program is too large. Processed 1000001 insn"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void shouldLeadToTheJavaLine(String name, String complaint) throws Exception {
    ProgramSpec spec =
        new ProgramCompiler(new BtfKernelTypes(FEATURES.types().orElseThrow()), withoutMayGoto())
            .compile(program(name))
            .getFirst();
    long open = Descriptors.open();

    VerifierException refused =
        catchThrowableOfType(
            VerifierException.class, () -> ProgramLoader.of(KERNEL).load(spec).close());

    assertThat(refused).isNotNull();
    String message = refused.getMessage();
    assertThat(refused.source().file()).endsWith("refused/BadPrograms.java");
    assertThat(refused.source().line()).as(message).isIn(lines(name));
    assertThat(message.lines().findFirst().orElseThrow())
        .startsWith("the kernel's verifier refused program name=run attach=syscall at ")
        .contains("BadPrograms.java:" + refused.source().line());
    assertThat(message).containsPattern(complaint);
    checkLog(refused, message);
    assertThat(Descriptors.open()).isEqualTo(open);
  }

  /// The message has the last lines of the log and says how many came before them.
  private static void checkLog(VerifierException refused, String message) {
    List<String> shown = message.lines().skip(1).map(String::strip).toList();
    List<String> log =
        refused.log().text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var leftOut = LEFT_OUT.matcher(shown.getFirst());
    int before = leftOut.matches() ? Integer.parseInt(leftOut.group(1)) : 0;
    List<String> last = before == 0 ? shown : shown.subList(1, shown.size());
    assertThat(last).hasSizeBetween(5, 8);
    assertThat(log.subList(before, before + last.size())).isEqualTo(last);
    assertThat(log.subList(before + last.size(), log.size()))
        .as("what follows the complaint")
        .allMatch(line -> line.matches("(processed|verification time|stack depth|mark_read).*"));
  }

  /// `may_goto` would bound the loops; without it the verifier has to.
  private static Target withoutMayGoto() {
    Target t = FEATURES.target();
    return new Target(
        t.v4(),
        false,
        t.rdonlyCast(),
        t.currentTaskBtf(),
        t.taskPtRegs(),
        t.atomics(),
        t.kernelVariables());
  }

  private static List<Integer> lines(String name) throws IOException {
    List<String> source = Files.readAllLines(SOURCE);
    List<Integer> marked = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      if (source.get(i).endsWith("// " + name)) {
        marked.add(i + 1);
      }
    }
    assertThat(marked).as("lines marked " + name).isNotEmpty();
    return marked;
  }

  private Object program(String name) throws ReflectiveOperationException {
    var constructor =
        Class.forName(BadPrograms.class.getName() + "$" + name).getDeclaredConstructors()[0];
    Object[] arguments = Stream.of(constructor.getParameterTypes()).map(this::argument).toArray();
    return constructor.newInstance(arguments);
  }

  private Object argument(Class<?> type) {
    if (type == MappedArray.class) {
      return maps.mappedArray("cells", Cell.class, 4);
    }
    if (type == HashTable.class) {
      return maps.hashTable("table", Cell.class, 4);
    }
    if (type == RingBuffer.class) {
      return maps.ringBuffer("ring", 4096);
    }
    return Proxy.newProxyInstance(
        Helpers.class.getClassLoader(),
        new Class<?>[] {Helpers.class},
        (_, method, _) -> {
          throw new UnsupportedOperationException(method.getName());
        });
  }
}
