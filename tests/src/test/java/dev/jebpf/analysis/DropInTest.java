package dev.jebpf.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.jfr.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/// The jar for Mission Control's folder `dropins`.
class DropInTest {
  static final List<String> RULES =
      List.of(
          "jebpf.RunQueue",
          "jebpf.Throttled",
          "jebpf.WaitingCalls",
          "jebpf.SlowFiles",
          "jebpf.SlowPeers",
          "jebpf.Losses",
          "jebpf.Backends",
          "jebpf.Overhead");

  private static final int JAVA_17 = 61;

  private static Path jar() {
    return AgentJar.path().resolveSibling("jebpf-rules.jar");
  }

  @Test
  void shouldBeFoundByTheRegistryOfMissionControl() {
    assertThat(RuleRegistry.getRules())
        .extracting(IRule::getId)
        .filteredOn(id -> id.startsWith("jebpf."))
        .containsExactlyInAnyOrderElementsOf(RULES);
  }

  @Test
  void shouldDescribeEachRuleItsResultsAndItsPreferences() {
    for (String id : RULES) {
      IRule rule = Verdict.rule(id);
      assertThat(rule.getName()).as(id).isNotBlank();
      assertThat(rule.getTopic()).as(id).isNotBlank();
      assertThat(rule.getResults()).as(id).hasSizeGreaterThan(3);
      assertThat(rule.getConfigurationAttributes())
          .allSatisfy(
              preference -> {
                assertThat(preference.getIdentifier()).startsWith("jebpf.");
                assertThat(preference.getDescription()).isNotBlank();
                assertThat(preference.getDefaultValue()).isNotNull();
              });
    }
  }

  @Test
  void shouldKnowEventTypesByTheirNames() throws Exception {
    EventTypes.register();
    List<String> registered =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .map(EventType::getName)
            .toList();
    List<String> known = new ArrayList<>();
    for (Field field : Class.forName("dev.jebpf.rules.Names").getDeclaredFields()) {
      field.setAccessible(true);
      known.add((String) field.get(null));
    }
    assertThat(registered).containsAll(known);
    assertThat(known).hasSizeGreaterThan(10);
  }

  @Test
  void shouldHoldNothingButTheRulesForTheJavaOfMissionControl() throws IOException {
    try (var jar = new JarFile(jar().toFile())) {
      List<ZipEntry> classes = new ArrayList<>();
      for (ZipEntry entry : jar.stream().map(ZipEntry.class::cast).toList()) {
        assertThat(entry.getName())
            .matches("META-INF/.*|plugin\\.xml|dev/jebpf/rules/[A-Za-z$0-9]+\\.class");
        if (entry.getName().endsWith(".class")) {
          classes.add(entry);
        }
      }
      assertThat(classes).hasSizeGreaterThan(RULES.size());
      for (ZipEntry entry : classes) {
        try (InputStream in = jar.getInputStream(entry)) {
          assertThat(in.readNBytes(8)[7]).as(entry.getName()).isEqualTo((byte) JAVA_17);
        }
      }
    }
  }

  @Test
  void shouldExtendThePointWhereMissionControlLooksForRules() throws Exception {
    try (var jar = new JarFile(jar().toFile());
        var xml = jar.getInputStream(jar.getEntry("plugin.xml"))) {
      var extensions =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(xml)
              .getElementsByTagName("extension");
      assertThat(extensions.getLength()).isEqualTo(1);
      assertThat(extensions.item(0).getAttributes().getNamedItem("point").getNodeValue())
          .isEqualTo("org.openjdk.jmc.flightrecorder.rules.ruleProvider");
    }
  }

  @Test
  void shouldBeASingletonBundleAsEveryPlugInWithExtensions() throws IOException {
    try (var jar = new JarFile(jar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME))
          .isEqualTo("dev.jebpf.rules;singleton:=true");
      assertThat(manifest.getValue(Constants.BUNDLE_VERSION))
          .matches("\\d+\\.\\d+\\.\\d+(\\.\\w+)?");
      var services = jar.getEntry("META-INF/services/" + IRule.class.getName());
      try (var in = jar.getInputStream(services)) {
        assertThat(new String(in.readAllBytes(), UTF_8).lines()).hasSameSizeAs(RULES);
      }
    }
  }

  /// In the framework Mission Control runs in, with its bundles, and loaded the way it loads rules
  /// (`ExtensionRuleProvider` of `org.openjdk.jmc.flightrecorder.rules.extensionprovider`).
  @Test
  void shouldResolveAndLoadInEquinox(@TempDir Path storage) throws Exception {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(new HashMap<>(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString())));
    framework.start();
    try {
      for (Class<?> inBundle :
          List.of(
              IItemCollection.class,
              org.openjdk.jmc.flightrecorder.JfrLoaderToolkit.class,
              IRule.class,
              org.owasp.encoder.Encode.class,
              net.jpountz.lz4.LZ4Factory.class)) {
        framework
            .getBundleContext()
            .installBundle(inBundle.getProtectionDomain().getCodeSource().getLocation().toString());
      }
      Bundle rules = framework.getBundleContext().installBundle(jar().toUri().toString());
      rules.start();
      assertThat(rules.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(ids(rules)).containsExactlyInAnyOrderElementsOf(RULES);
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private static List<String> ids(Bundle bundle) throws Exception {
    ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
    Class<?> type = loader.loadClass(IRule.class.getName());
    assertThat(type).isNotSameAs(IRule.class);
    List<String> ids = new ArrayList<>();
    for (Object rule : ServiceLoader.load(type, loader)) {
      ids.add((String) type.getMethod("getId").invoke(rule));
    }
    return ids;
  }
}
