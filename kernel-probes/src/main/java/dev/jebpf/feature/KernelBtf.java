package dev.jebpf.feature;

import dev.jebpf.btf.BtfException;
import dev.jebpf.btf.BtfTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The BTF of vmlinux, read when it is first needed.
final class KernelBtf {
  private final Path file;
  private @Nullable BtfTypes types;
  private @Nullable Support support;

  KernelBtf(Path file) {
    this.file = file;
  }

  static KernelBtf ofRunningKernel() {
    return new KernelBtf(Path.of("/sys/kernel/btf/vmlinux"));
  }

  synchronized Optional<BtfTypes> types() {
    if (support == null) {
      support = read();
    }
    return Optional.ofNullable(types);
  }

  synchronized Support support() {
    var _ = types();
    return support == null ? read() : support;
  }

  private Support read() {
    if (!Files.exists(file)) {
      return new Support.Unsupported(
          "there is no " + file + ": the kernel was built without CONFIG_DEBUG_INFO_BTF");
    }
    try {
      types = BtfTypes.parse(Files.readAllBytes(file));
      return Support.supported();
    } catch (IOException unreadable) {
      return new Support.Inconclusive("cannot read " + file + ": " + unreadable);
    } catch (BtfException malformed) {
      return new Support.Unsupported(file + ": " + malformed.getMessage());
    }
  }
}
