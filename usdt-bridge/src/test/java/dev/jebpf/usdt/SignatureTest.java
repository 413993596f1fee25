package dev.jebpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jebpf.elf.ElfMachine;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  private static final Signature ALL =
      Signature.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          boolean.class,
          char.class,
          String.class,
          TimeUnit.class,
          byte[].class,
          Object.class,
          long.class);

  @Test
  void shouldFollowTheCallingConventionOfX86() {
    assertThat(ALL.places(ElfMachine.X86_64))
        .isEqualTo(
            "-1@%dil -2@%si -4@%edx -8@%rcx 1@%r8b 2@%r9w"
                + " 8@8(%rsp) 8@16(%rsp) 8@24(%rsp) 4@32(%rsp) 4@40(%rsp) -8@48(%rsp)");
  }

  @Test
  void shouldFollowTheCallingConventionOfAarch64() {
    assertThat(ALL.places(ElfMachine.AARCH64))
        .isEqualTo(
            "-1@x0 -2@x1 -4@x2 -8@x3 1@x4 2@x5 8@x6 8@x7"
                + " 8@[sp, 0] 4@[sp, 8] 4@[sp, 16] -8@[sp, 24]");
  }

  @Test
  void shouldDescribeNoArguments() {
    assertThat(Signature.of().places(ElfMachine.X86_64)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {float.class, double.class, void.class, Integer.class, List.class})
  void shouldRefuseTypesThatCannotTravel(Class<?> type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signature.of(long.class, type))
        .withMessage(
            "type=%s: a probe's arguments are of byte, short, int, long, boolean, char, String,"
                + " byte[], enums, and Object for its identity",
            type.getTypeName());
  }

  @Test
  void shouldRefuseMoreThanToolsTake() {
    Class<?>[] longs = new Class<?>[13];
    Arrays.fill(longs, long.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signature.of(longs))
        .withMessage("13 arguments: tools take 12, and a byte[] is two of them");
    Class<?>[] withBytes = Arrays.copyOf(longs, 12);
    withBytes[3] = byte[].class;
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(withBytes));
  }

  @Test
  void shouldAcceptValuesOfItsTypes() {
    ALL.check(
        new Object[] {
          (byte) 1, (byte) 2, 'c', 4, true, 'c', "s", TimeUnit.DAYS, new byte[1], this, 5L
        });
    ALL.check(
        new Object[] {(byte) 1, (short) 2, 3, (short) 4, true, 'c', null, null, null, null, 5L});
  }

  @Test
  void shouldRefuseOtherValues() {
    Signature signature = Signature.of(int.class, String.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signature.check(new Object[] {5L, "s"}))
        .withMessage("argument 0 is a java.lang.Long, not int");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signature.check(new Object[] {null, "s"}))
        .withMessage("argument 0 is null, not int");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signature.check(new Object[] {5, new StringBuilder()}))
        .withMessage("argument 1 is a java.lang.StringBuilder, not class java.lang.String");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signature.check(new Object[] {5}))
        .withMessage("1 arguments for a probe with 2");
  }
}
