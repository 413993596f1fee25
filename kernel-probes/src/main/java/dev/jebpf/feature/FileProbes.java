package dev.jebpf.feature;

import dev.jebpf.linux.TraceFs;
import java.nio.file.Files;
import java.nio.file.Path;

/// Features that show as files.
final class FileProbes {
  private static final Path EVENT_SOURCES = Path.of("/sys/bus/event_source/devices");

  private FileProbes() {}

  /// A dynamic source of perf events (`Documentation/ABI/testing/sysfs-bus-event_source-devices`).
  static Support eventSource(String name, String option) {
    return Files.exists(EVENT_SOURCES.resolve(name))
        ? Support.supported()
        : new Support.Unsupported(
            "there is no " + EVENT_SOURCES.resolve(name) + ": the kernel lacks " + option);
  }

  static Support traceFs() {
    return TraceFs.find().isPresent()
        ? Support.supported()
        : new Support.Inconclusive(
            "tracefs is not mounted or not readable by this user; as root: mount -t tracefs tracefs"
                + " /sys/kernel/tracing");
  }
}
