package dev.jebpf.cli.doctor;

import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.feature.Support;
import dev.jebpf.linux.Capability;
import dev.jebpf.linux.Privileges;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the running kernel offers to this user, each feature tried.
public final class KernelChecks {
  private KernelChecks() {}

  /// Findings about all features. None is fatal by itself: the probes say what they miss.
  public static Section section(KernelFeatures features, Privileges privileges) {
    var supports = new EnumMap<Feature, Support>(Feature.class);
    for (var feature : Feature.values()) {
      supports.put(feature, features.support(feature));
    }
    return section(supports, privileges.has(Capability.BPF) && privileges.has(Capability.PERFMON));
  }

  /// What is missing for one reason becomes one finding; the reason of what can't be tried without
  /// the capabilities is stated where they are missed.
  ///
  /// @param permitted whether the capabilities to try are there
  static Section section(Map<Feature, Support> supports, boolean permitted) {
    var findings = new ArrayList<Finding>();
    var missing = new LinkedHashMap<Support, List<String>>();
    for (var entry : supports.entrySet()) {
      String label = entry.getKey().label();
      Support support = entry.getValue();
      if (support.isSupported()) {
        findings.add(Finding.ok(label, ""));
      } else {
        missing.computeIfAbsent(reasonOf(support, permitted), _ -> new ArrayList<>()).add(label);
      }
    }
    missing.forEach((support, labels) -> findings.add(finding(support, labels)));
    return new Section(
        "Kernel: Linux "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch")
            + ", each feature tried",
        findings);
  }

  private static Support reasonOf(Support support, boolean permitted) {
    return !permitted && !support.isConclusive() && support.reason().contains("EPERM")
        ? new Support.Inconclusive("can't be tried without the capabilities")
        : support;
  }

  private static Finding finding(Support support, List<String> labels) {
    String subject = labels.size() == 1 ? labels.getFirst() : labels.size() + " features";
    String detail =
        labels.size() == 1 ? support.reason() : String.join(", ", labels) + ": " + support.reason();
    return support.isConclusive() ? Finding.no(subject, detail) : Finding.unknown(subject, detail);
  }
}
