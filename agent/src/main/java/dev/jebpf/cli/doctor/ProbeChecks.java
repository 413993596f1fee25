package dev.jebpf.cli.doctor;

import dev.jebpf.probes.Backend;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What serves each probe, found out by attaching all of them to this process for a moment.
public final class ProbeChecks {
  private static final String TITLE = "Probes, each attached for a moment";

  private ProbeChecks() {}

  /// Findings about all logical probes; fatal when the kernel programs can't be had at all.
  public static Section section() {
    var config = ProbeConfig.of((int) ProcessHandle.current().pid(), HotSpotOffsets.unavailable());
    try (var probes = KernelProbes.open(config)) {
      return section(probes.backends());
    } catch (RuntimeException e) {
      return new Section(
          TITLE, List.of(Finding.fatal("kernel programs", String.valueOf(e.getMessage()))));
    }
  }

  static Section section(Map<String, Backend> backends) {
    var findings = new ArrayList<Finding>();
    new TreeMap<>(backends).forEach((probe, backend) -> findings.add(finding(probe, backend)));
    boolean any = backends.values().stream().anyMatch(Backend::available);
    if (!any) {
      findings.add(Finding.fatal("all probes", "none can be had, for the reasons above"));
    }
    return new Section(TITLE, findings);
  }

  private static Finding finding(String probe, Backend backend) {
    if (!backend.available()) {
      return Finding.no(probe, "unavailable: " + backend.reason());
    }
    return Finding.ok(
        probe,
        backend.reason() == null
            ? String.valueOf(backend.mechanism())
            : backend.mechanism() + "; " + backend.reason());
  }
}
