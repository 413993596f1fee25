package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.Dentry;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.Mount;

/// Walks from a file up to the root, across mount points, and writes the names it passes.
final class FileNames {
  private static final int LAST_START = FileRecord.NAME_BYTES - FileRecord.COMPONENT_BYTES;

  private final Helpers helpers;

  FileNames(Helpers helpers) {
    this.helpers = helpers;
  }

  /// Fills the record's name.
  void walk(FileRecord entry, FileStruct file) {
    long dentry = helpers.address(file.dentry());
    long mount = mountOf(helpers.address(file.mount()));
    int length = 0;
    int components = 0;
    int complete = 0;
    for (int i = 0; i < FileRecord.MAX_COMPONENTS; i++) {
      Mount mounted = helpers.cast(Mount.class, mount);
      Dentry at = helpers.cast(Dentry.class, dentry);
      if (dentry == helpers.address(mounted.visible().root())) {
        long above = helpers.address(mounted.parent());
        if (above == mount) {
          complete = 1;
          break;
        }
        dentry = helpers.address(mounted.mountPoint());
        mount = above;
      } else {
        if (length > LAST_START) {
          break;
        }
        int written =
            helpers.probeReadKernelStr(
                entry.name().from(length), FileRecord.COMPONENT_BYTES, at.name());
        if (written <= 0) {
          break;
        }
        length += written;
        components++;
        dentry = helpers.address(at.parent());
      }
    }
    entry.nameLength(length);
    entry.components(components);
    entry.complete(complete);
  }

  /// `container_of(vfsmount, struct mount, mnt)`.
  private long mountOf(long visible) {
    return visible - helpers.address(helpers.cast(Mount.class, 0).visible());
  }
}
