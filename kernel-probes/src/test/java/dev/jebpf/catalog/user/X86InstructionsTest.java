package dev.jebpf.catalog.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The encodings are those that GNU as makes of the instructions beside them.
class X86InstructionsTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f3 0f 1e fa", // endbr64
        "55", // push %rbp
        "41 57", // push %r15
        "48 89 e5", // mov %rsp,%rbp
        "48 83 ec 18", // sub $0x18,%rsp
        "48 81 ec 98 00 00 00", // sub $0x98,%rsp
        "48 8b 05 11 22 33 44", // mov 0x44332211(%rip),%rax
        "64 48 8b 04 25 28 00 00 00", // mov %fs:0x28,%rax
        "48 b8 88 77 66 55 44 33 22 11", // movabs $0x1122334455667788,%rax
        "66 b8 34 12", // mov $0x1234,%ax
        "66 c7 04 24 34 12", // movw $0x1234,(%rsp)
        "8b 44 8d fc", // mov -0x4(%rbp,%rcx,4),%eax
        "8b 04 8d 00 00 00 00", // mov 0x0(,%rcx,4),%eax
        "42 8b 84 a8 10 20 30 00", // mov 0x302010(%rax,%r13,4),%eax
        "f6 c1 01", // test $0x1,%cl
        "f6 d1", // not %cl
        "48 f7 c0 ff 00 00 00", // test $0xff,%rax
        "48 f7 f1", // div %rcx
        "e8 00 00 00 00", // call
        "0f 84 00 01 00 00", // je
        "74 05", // je
        "c3", // ret
        "c2 08 00", // ret $8
        "0f 1f 44 00 00", // nopl 0x0(%rax,%rax,1)
        "66 2e 0f 1f 84 00 00 00 00 00", // cs nopw 0x0(%rax,%rax,1)
        "0f b6 07", // movzbl (%rdi),%eax
        "0f ba e0 07", // bt $7,%eax
        "66 0f 70 c0 1b", // pshufd $0x1b,%xmm0,%xmm0
        "66 0f 38 00 c1", // pshufb %xmm1,%xmm0
        "66 0f 3a 0f c1 08", // palignr $8,%xmm1,%xmm0
        "c5 f8 77", // vzeroupper
        "c5 fd 6f 06", // vmovdqa (%rsi),%ymm0
        "c4 e2 7d 78 c6", // vpbroadcastb %xmm6,%ymm0
        "c4 e3 7d 39 c1 01", // vextracti128 $1,%ymm0,%xmm1
        "62 f1 fe 48 6f 06", // vmovdqu64 (%rsi),%zmm0
        "62 f3 7d 48 3f c1 04", // vpcmpneqb
        "f0 48 0f b1 0e", // lock cmpxchg %rcx,(%rsi)
        "c8 10 00 00", // enter
        "48 a1 88 77 66 55 44 33 22 11", // movabs
      })
  void shouldKnowLengths(String hex) {
    byte[] code = bytes(hex);
    byte[] more = java.util.Arrays.copyOf(code, code.length + 20);

    assertThat(X86Instructions.length(more, 0)).isEqualTo(code.length);
    assertThat(X86Instructions.length(java.util.Arrays.copyOf(code, code.length - 1), 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"06", "82 00 00", "ea 00", "0f 04", "8f 28 00", "", "66", "d4 0a"})
  void shouldKnowWhatIsNone(String hex) {
    assertThat(X86Instructions.length(bytes(hex), 0)).isZero();
  }

  @Test
  void shouldFindWhereInstructionsBegin() {
    byte[] code = bytes("f3 0f 1e fa 48 81 ec 98 00 00 00 31 c0 c3");

    for (int offset = 0; offset < code.length; offset++) {
      assertThat(X86Instructions.beginsAt(code, offset))
          .as("offset=" + offset)
          .isEqualTo(offset == 0 || offset == 4 || offset == 11 || offset == 13);
    }
  }
}
