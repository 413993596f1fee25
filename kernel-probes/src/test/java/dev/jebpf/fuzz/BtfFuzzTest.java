package dev.jebpf.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jebpf.btf.BtfSeeds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// The types of a kernel, hostile or truncated.
@Timeout(30)
class BtfFuzzTest {
  static Stream<byte[]> types() {
    return BtfSeeds.all().stream();
  }

  @MethodSource("types")
  @FuzzTest
  void shouldReadOrRefuseAnyBtf(byte[] input) {
    Targets.btf(input);
  }
}
