package dev.jebpf.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Sources of perf events whose number the kernel assigns at boot
/// (`Documentation/ABI/testing/sysfs-bus-event_source-devices`).
public enum EventSource {
  /// Needs `CONFIG_KPROBE_EVENTS`; minimum kernel 4.17.
  KPROBE("kprobe"),
  /// Needs `CONFIG_UPROBE_EVENTS`; minimum kernel 4.17.
  UPROBE("uprobe");

  private static final Path DEVICES = Path.of("/sys/bus/event_source/devices");

  /// `config` of one that runs at returns: `format/retprobe` is `config:0`.
  public static final long AT_RETURN = 1;

  /// Where a uprobe's `config` has the offset of its semaphore: `format/ref_ctr_offset` is
  /// `config:32-63`.
  public static final int SEMAPHORE_SHIFT = 32;

  private final String directory;

  EventSource(String directory) {
    this.directory = directory;
  }

  /// Where it is, if it is.
  public Path path() {
    return DEVICES.resolve(directory);
  }

  /// `perf_event_attr::type`; empty where the kernel was built without it.
  public OptionalInt type() {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(path().resolve("type")).strip()));
    } catch (IOException missing) {
      return OptionalInt.empty();
    }
  }
}
