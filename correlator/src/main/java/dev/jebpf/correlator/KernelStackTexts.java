package dev.jebpf.correlator;

import dev.jebpf.bounded.BoundedMap;
import dev.jebpf.catalog.KernelAddresses;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// Kernel stacks in words, each of those seen lately once: threads block in few places of the
/// kernel, many times. One thread at a time.
final class KernelStackTexts {
  private static final int MOST_KEPT = 1_024;

  private final KernelAddresses functions;
  private final Map<LongBuffer, String> texts = BoundedMap.byUse(MOST_KEPT);

  KernelStackTexts(KernelAddresses functions) {
    this.functions = functions;
  }

  /// The functions of a stack, a line each.
  ///
  /// @param addresses not to be changed from now on
  String of(long[] addresses) {
    return texts.computeIfAbsent(LongBuffer.wrap(addresses), _ -> text(addresses));
  }

  private String text(long[] addresses) {
    return Arrays.stream(addresses).mapToObj(functions::name).collect(Collectors.joining("\n"));
  }
}
