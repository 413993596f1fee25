package dev.jebpf.unwind;

import java.util.Optional;

/// A line of `/proc/PID/maps` about memory with code (proc_pid_maps(5)).
///
/// @param start its lowest address
/// @param end the one after its highest
/// @param offset of its start in the file
/// @param inode of the file, with its device: `08:01 1234`
/// @param path of the file as this process sees it, `[vdso]`, or empty
/// @param deleted whether the file was deleted or replaced since it was mapped
record CodeMapping(long start, long end, long offset, String inode, String path, boolean deleted) {
  private static final String DELETED = " (deleted)";
  private static final int FIELDS = 6;

  boolean has(long address) {
    return Long.compareUnsigned(address - start, end - start) < 0;
  }

  /// What users call the file.
  String name() {
    return path.isEmpty() ? "code of no file" : path.substring(path.lastIndexOf('/') + 1);
  }

  /// Where the file can be read that is mapped, whatever is at its path now
  /// (proc_pid_map_files(5)). Takes `CAP_SYS_ADMIN` or `CAP_CHECKPOINT_RESTORE`.
  String mapFile() {
    return "/proc/self/map_files/" + Long.toHexString(start) + "-" + Long.toHexString(end);
  }

  /// `start-end permissions offset device inode path`; empty for memory without code.
  static Optional<CodeMapping> parse(String line) {
    String[] fields = line.split(" +", FIELDS);
    if (fields[1].indexOf('x') < 0) {
      return Optional.empty();
    }
    int dash = fields[0].indexOf('-');
    String path = fields.length < FIELDS ? "" : fields[5];
    boolean deleted = path.endsWith(DELETED);
    return Optional.of(
        new CodeMapping(
            Long.parseUnsignedLong(fields[0], 0, dash, 16),
            Long.parseUnsignedLong(fields[0], dash + 1, fields[0].length(), 16),
            Long.parseUnsignedLong(fields[2], 16),
            fields[3] + " " + fields[4],
            deleted ? path.substring(0, path.length() - DELETED.length()) : path,
            deleted));
  }
}
