package dev.jebpf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.AgentJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class JarLayoutTest {
  private static final String NESTED = "META-INF/jebpf/isolated.jar";
  private static final String ANALYSIS = "META-INF/jebpf/analysis.jar";
  private static final int JAVA_8 = 52;

  @Test
  void shouldHaveOnlyWhatTheJvmLoadsInItsRoot() throws IOException {
    try (var jar = new JarFile(AgentJar.path().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .allMatch(name -> name.startsWith("META-INF/") || name.startsWith("dev/jebpf/premain/"))
          .contains(
              "dev/jebpf/premain/Agent.class",
              "dev/jebpf/premain/Launcher.class",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              NESTED,
              ANALYSIS);
    }
  }

  /// What the agent's loader reads has nothing of JMC: a traced process can't load it.
  @Test
  void shouldKeepMissionControlAndItsRulesInAJarThatTheAgentDoesNotRead() throws IOException {
    assertThat(entries(NESTED).keySet())
        .noneMatch(name -> name.startsWith("org/openjdk/") || name.startsWith("dev/jebpf/rules/"));
    assertThat(entries(ANALYSIS))
        .containsKeys(
            "dev/jebpf/rules/RunQueueRule.class",
            "dev/jebpf/rules/headless/JmcEngine.class",
            "org/openjdk/jmc/flightrecorder/rules/util/RulesToolkit.class")
        .doesNotContainKey("dev/jebpf/rules/package-info.class");
  }

  @Test
  void shouldBeReadableByAnOldJvmInItsRoot() throws IOException {
    try (var jar = new JarFile(AgentJar.path().toFile())) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          assertThat(in.readNBytes(8)[7]).as(entry.getName()).isEqualTo((byte) JAVA_8);
        }
      }
    }
  }

  @Test
  void shouldSayInItsManifestWhatItIs() throws IOException {
    try (var jar = new JarFile(AgentJar.path().toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Premain-Class")).isEqualTo("dev.jebpf.premain.Agent");
      assertThat(attributes.getValue("Agent-Class")).isEqualTo("dev.jebpf.premain.Agent");
      assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.jebpf.premain.Launcher");
      assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(attributes.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(attributes.getValue("Boot-Class-Path")).isNull();
    }
  }

  @Test
  void shouldHaveEverythingElseStoredInOneNestedJar() throws IOException {
    Map<String, Integer> methods = entries(NESTED);
    assertThat(methods.values()).containsOnly(ZipEntry.STORED);
    Set<String> packages = new TreeSet<>();
    for (String name : methods.keySet()) {
      if (name.endsWith(".class") && name.indexOf('/') < 0) {
        packages.add(name);
      } else if (name.endsWith(".class")) {
        packages.add(name.split("/")[0] + "/" + name.split("/")[1]);
      }
    }
    assertThat(packages)
        .contains("dev/jebpf", "META-INF/jebpf", "org/objectweb", "com/fasterxml")
        .noneMatch(name -> name.startsWith("java/"));
    assertThat(methods).containsKeys("META-INF/jebpf/bridge/JebpfSpans.class");
  }

  private static Map<String, Integer> entries(String nestedJar) throws IOException {
    try (var jar = new JarFile(AgentJar.path().toFile())) {
      ZipEntry nested = jar.getEntry(nestedJar);
      assertThat(nested.getMethod()).isEqualTo(ZipEntry.STORED);
      byte[] bytes;
      try (InputStream in = jar.getInputStream(nested)) {
        bytes = in.readAllBytes();
      }
      Map<String, Integer> methods = new TreeMap<>();
      try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
          methods.put(e.getName(), e.getMethod());
        }
      }
      return methods;
    }
  }
}
