package dev.jebpf.oracle;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every case of [OracleCase] against the recording.
@Tag("kernel")
class OracleTest {
  @ParameterizedTest
  @EnumSource
  void shouldBookKnownWorkUnderItsState(OracleCase oracle) {
    OracleCheck.check(oracle);
  }
}
