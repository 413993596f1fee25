package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Memlock;
import java.lang.foreign.Arena;

/// `BPF_MAP_CREATE`. Offsets are those of `union bpf_attr` in `linux/bpf.h`.
final class MapCreation {
  private static final int MAP_TYPE = 0;
  private static final int KEY_SIZE = 4;
  private static final int VALUE_SIZE = 8;
  private static final int MAX_ENTRIES = 12;
  private static final int MAP_FLAGS = 16;
  private static final int MAP_NAME = 28;
  private static final int BTF_FD = 48;
  private static final int BTF_KEY_TYPE_ID = 52;
  private static final int BTF_VALUE_TYPE_ID = 56;

  private MapCreation() {}

  static FileDescriptor create(Kernel kernel, MapSpec spec) {
    try (Arena arena = Arena.ofConfined()) {
      return create(kernel, spec, attribute(arena, spec));
    }
  }

  /// With the types of key and value, which local storage asks for.
  static FileDescriptor create(Kernel kernel, MapSpec spec, ValueTypes types) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          attribute(arena, spec)
              .putInt(BTF_FD, types.descriptor().number())
              .putInt(BTF_KEY_TYPE_ID, types.key())
              .putInt(BTF_VALUE_TYPE_ID, types.value());
      return create(kernel, spec, attribute);
    }
  }

  private static BpfAttribute attribute(Arena arena, MapSpec spec) {
    return BpfAttribute.of(arena)
        .putInt(MAP_TYPE, spec.type().number())
        .putInt(KEY_SIZE, spec.keySize())
        .putInt(VALUE_SIZE, spec.valueSize())
        .putInt(MAX_ENTRIES, spec.maxEntries())
        .putInt(MAP_FLAGS, spec.flags())
        .putName(MAP_NAME, spec.name());
  }

  private static FileDescriptor create(Kernel kernel, MapSpec spec, BpfAttribute attribute) {
    long result = Bpf.call(kernel, BpfCommand.MAP_CREATE, attribute);
    if (Errno.EPERM.is(result) && Memlock.raise(kernel)) {
      result = Bpf.call(kernel, BpfCommand.MAP_CREATE, attribute);
    }
    if (result < 0) {
      throw Bpf.failure(
          BpfCommand.MAP_CREATE,
          result,
          "create map name="
              + spec.name()
              + " type="
              + spec.type()
              + " key="
              + spec.keySize()
              + " value="
              + spec.valueSize()
              + " entries="
              + spec.maxEntries()
              + " flags="
              + spec.flags());
    }
    return FileDescriptor.owning(kernel, result);
  }
}
