package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.elf.ElfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/// Native frames of threads in known places, each time in a JVM of its own.
@Tag("kernel")
@Tag("jvms")
class NativeStacksKernelTest {
  private static final Path OTHER_UNWINDER = Path.of("/usr/bin/eu-stack");
  private static final Pattern WHOLE =
      Pattern.compile("native frames \\{(?:ABSENT=\\d+, )?COMPLETE=(\\d+)}");
  private static final Pattern LIBRARY = Pattern.compile("lib\\w+\\.so[.\\d]*");
  private static final Pattern SAME = Pattern.compile("same (\\d+) other 0");
  private static final int LEAST = 100;

  /// Libraries in which the frames of a place lie, the innermost first.
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "fifo", List.of("libc.so.6", "libjava.so"),
          "socket", List.of("libc.so.6", "libnio.so"),
          "socket with a timeout", List.of("libc.so.6", "libnio.so"),
          "park", List.of("libc.so.6", "libjvm.so"),
          "Object.wait", List.of("libc.so.6", "libjvm.so"),
          "contended monitor", List.of("libc.so.6", "libjvm.so"),
          "sleep", List.of("libc.so.6", "libjvm.so"),
          "FFM downcall", List.of("libc.so.6"),
          "FFM upcall", List.of("libc.so.6"),
          "JNI", List.of("libc.so.6", "libnio.so"));

  /// Functions among them, in this order.
  private static final Map<String, List<String>> FUNCTIONS =
      Map.of(
          "fifo", List.of("read"),
          "socket", List.of("read", "Java_sun_nio_ch_SocketDispatcher_read0"),
          "socket with a timeout", List.of("poll", "Java_sun_nio_ch_Net_poll"),
          "FFM downcall", List.of("read"),
          "FFM upcall", List.of("read"));

  /// The same of the JVM, where it has symbols for debuggers.
  private static final Map<String, List<String>> FUNCTIONS_OF_THE_JVM =
      Map.of(
          "park", List.of("Parker::park", "Unsafe_Park"),
          "Object.wait", List.of("PlatformEvent::park", "ObjectMonitor::wait", "JVM_MonitorWait"),
          "contended monitor", List.of("PlatformEvent::park", "ObjectMonitor::enter"),
          "sleep", List.of("PlatformEvent::park_nanos", "JavaThread::sleep", "JVM_Sleep"));

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-Xint", "-XX:TieredStopAtLevel=1"})
  void shouldUnwindFromTheKernelToTheLastJavaFrame(String flags) throws Exception {
    StacksKernelTest.Run run = StacksKernelTest.run(flags, "NativePlacesMain", "3");

    assertThat(run.exit()).as(run.output()).isZero();
    LIBRARIES.forEach((place, libraries) -> assertLibraries(run.output(), place, libraries));
    FUNCTIONS.forEach((place, functions) -> assertFunctions(run.output(), place, functions));
    if (jvmHasSymbols()) {
      FUNCTIONS_OF_THE_JVM.forEach(
          (place, functions) -> assertFunctions(run.output(), place, functions));
    }
  }

  /// On a busy machine a thread may rest elsewhere than where it was sent, once.
  private static void assertLibraries(String output, String place, List<String> libraries) {
    List<String> lines = lines(output, place);
    assertThat(lines).hasSize(3);
    assertThat(lines).filteredOn(line -> !line.contains("| COMPLETE | ")).hasSizeLessThan(2);
    assertThat(lines)
        .as("refused stacks")
        .allMatch(line -> line.contains("| COMPLETE | ") || line.contains("| ABSENT"));
    assertThat(lines)
        .as(place)
        .anyMatch(
            line ->
                LIBRARY
                    .matcher(line)
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList()
                    .equals(libraries));
  }

  private static void assertFunctions(String output, String place, List<String> functions) {
    assertThat(lines(output, place))
        .as(place)
        .anyMatch(
            line -> {
              int at = 0;
              for (String function : functions) {
                at = line.replace('[', ' ').indexOf(" " + function, at);
                if (at < 0) {
                  return false;
                }
              }
              return true;
            });
  }

  private static List<String> lines(String output, String place) {
    return output.lines().filter(line -> line.startsWith(place + " | ")).toList();
  }

  private static boolean jvmHasSymbols() throws IOException {
    Path libjvm = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    return ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(libjvm))).section(".symtab").isPresent();
  }

  @Test
  void shouldFindWhatAnotherUnwinderFinds() throws Exception {
    if (!Files.isExecutable(OTHER_UNWINDER)) {
      throw new TestAbortedException("no eu-stack: apt-get install elfutils");
    }
    StacksKernelTest.Run run =
        StacksKernelTest.run("-XX:+UseG1GC", "NativePlacesMain", "3", OTHER_UNWINDER.toString());

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(number(SAME, run)).isGreaterThan(3 * LIBRARIES.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void shouldUnwindRandomWork(String threads) throws Exception {
    StacksKernelTest.Run run = StacksKernelTest.run("-XX:+UseG1GC", "WorkMain", "4", threads);

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(number(WHOLE, run)).isGreaterThan(LEAST);
  }

  private static int number(Pattern pattern, StacksKernelTest.Run run) {
    Matcher matcher = pattern.matcher(run.output());
    assertThat(matcher.find()).as(run.output()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
