package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static byte[] encode(String text, int limit) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(4096);
      int end = (int) Utf8.encode(text, memory, 0, limit);
      return memory.asSlice(0, end).toArray(JAVA_BYTE);
    }
  }

  @Test
  void shouldEncodeAsTheJdkDoes() {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      char[] chars = new char[random.nextInt(20)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) random.nextInt(random.nextBoolean() ? 0x180 : 0x10000);
        if (random.nextInt(4) == 0) {
          chars[i] = (char) (0xd800 + random.nextInt(0x800));
        }
      }
      String text = new String(chars);
      assertThat(encode(text, 4096)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldCutBetweenCharacters() {
    String bees = "aé€\ud83d\udc1d";
    byte[] whole = bees.getBytes(StandardCharsets.UTF_8);
    int[] lengths = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (int limit = 0; limit < lengths.length; limit++) {
      assertThat(encode(bees, limit)).isEqualTo(Arrays.copyOf(whole, lengths[limit]));
    }
  }
}
