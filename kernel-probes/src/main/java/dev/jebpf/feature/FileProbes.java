package dev.jebpf.feature;

import dev.jebpf.linux.EventSource;
import dev.jebpf.linux.TraceFs;

/// Features that show as files.
final class FileProbes {
  private FileProbes() {}

  /// A source of perf events that a kernel may have been built without.
  static Support eventSource(EventSource source) {
    return source.type().isPresent()
        ? Support.supported()
        : new Support.Unsupported(
            "there is no " + source.path() + ": the kernel lacks CONFIG_" + source + "_EVENTS");
  }

  static Support traceFs() {
    return TraceFs.find().isPresent()
        ? Support.supported()
        : new Support.Inconclusive(
            "tracefs is not mounted or not readable by this user; as root: mount -t tracefs tracefs"
                + " /sys/kernel/tracing");
  }
}
