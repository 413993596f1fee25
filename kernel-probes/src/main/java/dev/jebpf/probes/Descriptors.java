package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.FdTable;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.TaskStruct;

/// From a descriptor to the file behind it.
final class Descriptors {
  /// `S_IFMT` and its values, of `linux/stat.h`.
  static final int TYPE = 0xf000;

  static final int SOCKET = 0xc000;
  static final int REGULAR = 0x8000;
  static final int BLOCK_DEVICE = 0x6000;
  static final int DIRECTORY = 0x4000;

  private final Helpers helpers;

  Descriptors(Helpers helpers) {
    this.helpers = helpers;
  }

  /// The file; a null pointer, which reads as zeroes, when the descriptor is not open.
  FileStruct file(TaskStruct task, int descriptor) {
    FdTable table = task.files().table();
    long address = 0;
    if (descriptor >= 0 && descriptor < table.capacity()) {
      address = helpers.probeReadKernelLong(table.files() + (long) descriptor * Long.BYTES);
    }
    return helpers.cast(FileStruct.class, address);
  }

  /// The type bits of a file's mode; 0 when there is no file.
  int type(FileStruct file) {
    return file.inode().mode() & TYPE;
  }
}
