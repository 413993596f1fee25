package dev.jebpf.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionNameTest {
  @ParameterizedTest
  @CsvSource({
    "_ZN6Parker4parkEbl, Parker::park",
    "_ZN13ObjectMonitor14enter_internalEP10JavaThread, ObjectMonitor::enter_internal",
    "_ZNK5frame6senderEP11RegisterMap, frame::sender",
    "_ZN2os5Linux4initEv, os::Linux::init"
  })
  void shouldMakeNestedNamesReadable(String name, String readable) {
    assertThat(FunctionName.readable(name)).isEqualTo(readable);
  }

  @ParameterizedTest
  @CsvSource({
    "pthread_cond_wait",
    "_ZL11Unsafe_ParkP7JNIEnv_",
    "_ZN13GrowableArrayIiE4pushEi",
    "_ZN7MonitoreqERKS_",
    "_ZN99999999999E",
    "_ZN9shortE",
    "_ZNE",
    "_ZN3foo"
  })
  void shouldLeaveOtherNamesAsTheyAre(String name) {
    assertThat(FunctionName.readable(name)).isEqualTo(name);
  }
}
