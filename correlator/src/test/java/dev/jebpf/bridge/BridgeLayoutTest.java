package dev.jebpf.bridge;

import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.lang.Offset;
import dev.jebpf.probes.Slot;
import dev.jebpf.probes.State;
import dev.jebpf.probes.ThreadSlots;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// That the classes in `java.lang`, which can use none of ours, have the same numbers as those.
class BridgeLayoutTest {
  private static MethodHandles.Lookup javaLang;

  @BeforeAll
  static void defineTheBridge() throws Throwable {
    javaLang = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    Bridge.define(javaLang);
  }

  @Test
  void shouldAgreeWithTheClassesInJavaLangOnLayouts() throws Throwable {
    assertThat(constant("JebpfSpans", "CALL_STATES")).isEqualTo(CallLayout.STATES);
    assertThat(constant("JebpfSpans", "CALL_WAKER")).isEqualTo(CallLayout.WAKER);
    assertThat(constant("JebpfSpans", "CARRIER")).isEqualTo(State.CARRIER.word());
    assertThat(constant("JebpfSpans", "CALL_LENGTH")).isEqualTo(CallLayout.LENGTH);
    assertThat(constant("JebpfSpans", "WORDS")).isEqualTo(State.WORDS);
    assertThat(constant("JebpfSpans", "OTHER")).isEqualTo(State.OTHER.word());
    assertThat(constant("JebpfTally", "SUM_STATES")).isEqualTo(SumLayout.STATES);
    assertThat(constant("JebpfTally", "SUM_HISTOGRAM")).isEqualTo(SumLayout.HISTOGRAM);
    assertThat(constant("JebpfTally", "SUMS")).isEqualTo(SumLayout.LENGTH);
    assertThat(constant("JebpfVirtual", "LOCK_WORD")).isEqualTo(State.LOCK.word());
    assertThat(constant("JebpfVirtual", "WAIT_WORD")).isEqualTo(State.WAIT.word());
    assertThat(constant("JebpfVirtual", "PARK_WORD")).isEqualTo(State.PARK.word());
    assertThat(constant("JebpfVirtual", "SLEEP_WORD")).isEqualTo(State.SLEEP.word());
    assertThat(constant("JebpfVirtual", "NETWORK_WORD")).isEqualTo(State.NETWORK.word());
    assertThat(constant("JebpfVirtual", "POLL_WORD")).isEqualTo(State.POLL.word());
  }

  @Test
  void shouldAgreeOnTheWordsOfVirtualThreads() throws Throwable {
    for (var field : VirtualWords.class.getFields()) {
      String name = field.getName();
      if (!name.equals("LENGTH")) {
        assertThat(constant("JebpfSpans", name))
            .as(name)
            .isEqualTo(State.CALL_WORDS + field.getInt(null));
      }
    }
  }

  @Test
  void shouldReadTheSlotsWhereTheProgramsWriteThem() throws Throwable {
    Class<?> slots = Class.forName("java.lang.JebpfSlots");
    for (var word :
        Map.of(
                "VERSION", "version",
                "STATES", "state",
                "WAKER", "waker",
                "STARTED", "started",
                "SPAN", "spanId",
                "TID", "tid")
            .entrySet()) {
      long offset = (long) javaLang.findStaticGetter(slots, word.getKey(), long.class).invoke();
      Offset written =
          Arrays.stream(Slot.class.getMethods())
              .filter(method -> method.getName().equals(word.getValue()))
              .findFirst()
              .orElseThrow()
              .getAnnotation(Offset.class);
      assertThat(offset).as(word.getKey()).isEqualTo(written.value());
    }
    assertThat(constant("JebpfSlots", "SIZE")).isEqualTo(Slot.BYTES);
    assertThat(constant("JebpfSlots", "PROBES")).isEqualTo(Slot.PROBES);
    var stride = javaLang.findStatic(slots, "stride", methodType(long.class, long.class));
    assertThat((long) stride.invoke(1024L)).isEqualTo(ThreadSlots.stride(1024));
  }

  @Test
  void shouldPutADurationIntoTheBucketThatHoldsIt() throws Throwable {
    MethodHandle bucket =
        javaLang.findStatic(
            Class.forName("java.lang.JebpfTally"), "bucket", methodType(int.class, long.class));
    for (long nanos = 16; nanos < 1L << 47; nanos += 1 + nanos / 7) {
      int index = (int) bucket.invoke(nanos);
      assertThat(nanos).isBetween(SumLayout.lowest(index), SumLayout.lowest(index + 1) - 1);
    }
    assertThat((int) bucket.invoke(0L)).isZero();
    assertThat((int) bucket.invoke(Long.MAX_VALUE)).isEqualTo(SumLayout.BUCKETS - 1);
  }

  private static int constant(String type, String name) throws Throwable {
    Class<?> owner = Class.forName("java.lang." + type);
    return (int) javaLang.findStaticGetter(owner, name, int.class).invoke();
  }
}
