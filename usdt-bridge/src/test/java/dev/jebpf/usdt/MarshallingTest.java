package dev.jebpf.usdt;

import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MarshallingTest {
  private enum Color {
    RED
  }

  private long[] slots = {};
  private String[] texts = {};

  /// Stands in for a site.
  @SuppressWarnings("unused")
  private void take(MemorySegment site, long... arrived) {
    slots = arrived;
    texts = Arrays.stream(arrived).mapToObj(MarshallingTest::text).toArray(String[]::new);
  }

  @SuppressWarnings("restricted")
  private static String text(long address) {
    boolean pointer = address > 1L << 32;
    return pointer ? MemorySegment.ofAddress(address).reinterpret(1 << 13).getString(0) : "";
  }

  private void fire(Class<?>[] types, Object... values) {
    try {
      MethodHandle take =
          MethodHandles.lookup()
              .bind(this, "take", methodType(void.class, MemorySegment.class, long[].class));
      Marshalling.exact(Signature.of(types).kinds(), count -> take.asCollector(long[].class, count))
          .bindTo(MemorySegment.NULL)
          .invokeWithArguments(values);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?>[] types(Class<?>... types) {
    return types;
  }

  @Test
  void shouldExtendIntegersToRegisters() {
    fire(
        types(byte.class, short.class, int.class, long.class, boolean.class, char.class),
        Byte.MIN_VALUE,
        Short.MIN_VALUE,
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        true,
        Character.MAX_VALUE);
    assertThat(slots)
        .containsExactly(
            Byte.MIN_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE, 1, 0xffff);
  }

  @Test
  void shouldPassNothing() {
    fire(types());
    assertThat(slots).isEmpty();
  }

  @Test
  void shouldPassTheIdentityOfObjects() {
    Object object = List.of();
    fire(types(Object.class, Object.class), object, null);
    assertThat(slots).containsExactly(System.identityHashCode(object), 0);
  }

  @Test
  void shouldCopyTextsAndNames() {
    fire(
        types(String.class, int.class, TimeUnit.class, String.class),
        "grün \ud83d\udc1d",
        7,
        TimeUnit.DAYS,
        "");
    assertThat(texts).containsExactly("grün \ud83d\udc1d", "", "DAYS", "");
    assertThat(slots[1]).isEqualTo(7);
  }

  @Test
  void shouldPassNullAsAddressZero() {
    fire(types(String.class, Color.class, byte[].class), null, null, null);
    assertThat(slots).containsExactly(0, 0, 0, 0);
  }

  @Test
  void shouldPassBytesAsAddressAndLength() {
    fire(
        types(byte[].class, String.class, byte[].class),
        "one".getBytes(StandardCharsets.US_ASCII),
        "|",
        new byte[5000]);
    assertThat(slots).hasSize(5);
    assertThat(slots[1]).isEqualTo(3);
    assertThat(texts[0]).startsWith("one");
    assertThat(slots[4]).isEqualTo(Scratch.LONGEST);
  }

  @Test
  void shouldCutLongTexts() {
    String[] longest = new String[12];
    Arrays.fill(longest, "é".repeat(5000));
    Class<?>[] types = new Class<?>[12];
    Arrays.fill(types, String.class);
    fire(types, (Object[]) longest);
    assertThat(texts).containsOnly("é".repeat(2047));
  }

  @Test
  void shouldFillTheMostSlots() {
    Class<?>[] types = new Class<?>[12];
    Arrays.fill(types, long.class);
    fire(types, 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(slots).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }
}
