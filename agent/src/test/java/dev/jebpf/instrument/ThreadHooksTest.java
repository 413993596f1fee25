package dev.jebpf.instrument;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The threads of this JDK, and of one that has renamed what we hook into.
class ThreadHooksTest {
  private static final String CLASS = ".class";

  private final List<String> silent = new ArrayList<>();

  /// The class file of this JDK's `Thread` or `VirtualThread` with another name for a method.
  private static byte[] classFile(String type, String method, String renamed) throws IOException {
    try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(type + CLASS)) {
      String all = new String(requireNonNull(in).readAllBytes(), ISO_8859_1);
      assertThat(all).contains(constant(method));
      return all.replace(constant(method), constant(renamed)).getBytes(ISO_8859_1);
    }
  }

  /// `CONSTANT_Utf8_info` of the JVM Specification, 4.4.7.
  private static String constant(String name) {
    return "\1\0" + (char) name.length() + name;
  }

  private static byte[] thread(String method, String renamed) throws IOException {
    return classFile(ThreadHooks.CLASS, method, renamed);
  }

  private static byte[] virtualThread(String method, String renamed) throws IOException {
    return classFile(VirtualThreadHooks.CLASS, method, renamed);
  }

  @Test
  void shouldFindAllPlacesInThisJdk() throws IOException {
    byte[] thread = thread("exit", "exit");
    assertThat(new ThreadHooks().weave(thread, silent::add)).isNotEqualTo(thread);
    assertThat(new VirtualThreadHooks(true).weave(virtualThread("mount", "mount"), silent::add))
        .isNotNull();
    assertThat(silent).isEmpty();
  }

  @Test
  void shouldSayWhichProbesOfThreadsHaveNoPlace() throws IOException {
    new ThreadHooks().weave(thread("start0", "begin"), silent::add);
    new ThreadHooks().weave(thread("exit", "leave"), silent::add);
    assertThat(silent)
        .containsExactly(
            "jebpf:thread__start: no start() of java.lang.Thread calls start0()",
            "jebpf:thread__end: java.lang.Thread has no exit()");
  }

  @Test
  void shouldSayWhichProbesOfVirtualThreadsHaveNoPlace() throws IOException {
    byte[] mounts = virtualThread("mount", "board");
    assertThat(new VirtualThreadHooks(true).weave(mounts, silent::add)).isNull();
    byte[] starts = virtualThread("start", "begin");
    assertThat(new VirtualThreadHooks(true).weave(starts, silent::add)).isNotNull();
    assertThat(silent)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("jebpf:vthread__mount and vthread__unmount"),
            line -> assertThat(line).startsWith("jebpf:thread__start of virtual threads"));
  }

  @Test
  void shouldSayNothingOfProbesThatNobodyAskedFor() throws IOException {
    byte[] mounts = virtualThread("mount", "board");
    assertThat(new VirtualThreadHooks(false).weave(mounts, silent::add)).isNull();
    assertThat(silent).isEmpty();
  }

  @Test
  void shouldSayItOnce() {
    WeavingLog log = new WeavingLog();
    log.silent("acme:probe: no place");
    log.silent("acme:probe: no place");
    assertThat(log.problems())
        .containsExactly(
            "these USDT probes never fire, for this JDK is not one we know: acme:probe: no place");
  }
}
