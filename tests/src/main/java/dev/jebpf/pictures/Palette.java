package dev.jebpf.pictures;

import java.util.Map;

/// Colours of what pages show. JMC makes those of event types it does not know from their names,
/// which gives two of ours the same.
final class Palette {
  static final String LANE = "#f2f2f2";
  static final String RULE = "#d0d0d0";
  private static final String OTHER = "#9e9ac8";

  private static final String[] CALLS = {"#9ecae1", "#c6dbef"};

  private static final Map<String, String> TYPES =
      Map.of(
          "jebpf.FileOpen", "#fdd0a2",
          "jebpf.FileRead", "#fdae6b",
          "jebpf.FileWrite", "#fd8d3c",
          "jebpf.FileSync", "#d94801",
          "jebpf.TcpConnect", "#c7e9c0",
          "jebpf.TcpAccept", "#a1d99b",
          "jebpf.TcpReceive", "#74c476",
          "jebpf.TcpSend", "#31a354");

  private static final Map<String, String> STATES =
      Map.of(
          "runqueue.preempted", "#bdbdbd",
          "runqueue.woken", "#d9d9d9",
          "lock", "#e7969c",
          "wait", "#e7cb94",
          "park", "#f7b6d2",
          "disk", "#c49c94",
          "file", "#e7ba52",
          "network", "#b5cf6b",
          "vm", "#ce6dbd",
          "poll", "#9edae5");

  private static final String[] FLAMES = {
    "#9ecae1", "#fdae6b", "#a1d99b", "#bcbddc", "#f7b6d2", "#e7cb94", "#c49c94", "#9edae5"
  };

  private Palette() {}

  /// Of a call, by how many are around it.
  static String call(int depth) {
    return CALLS[depth % CALLS.length];
  }

  /// Of a time off the CPU.
  static String state(String state) {
    return STATES.getOrDefault(state, OTHER);
  }

  /// Of any other event.
  static String type(String type) {
    return TYPES.getOrDefault(type, OTHER);
  }

  /// Of a frame: the same for all methods of a package.
  static String frame(String packageName) {
    return FLAMES[Math.floorMod(packageName.hashCode(), FLAMES.length)];
  }
}
