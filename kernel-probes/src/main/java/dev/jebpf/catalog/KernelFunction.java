package dev.jebpf.catalog;

import dev.jebpf.btf.BtfType;
import java.util.List;

/// A function of the kernel, or what a tracepoint passes on.
///
/// @param typeId its id in vmlinux's BTF
/// @param returns id of the type it returns, 0 for nothing
public record KernelFunction(
    String name, int typeId, int returns, List<BtfType.Parameter> parameters) {
  public KernelFunction {
    parameters = List.copyOf(parameters);
  }
}
