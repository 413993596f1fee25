package dev.jebpf.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeMappingTest {
  @Test
  void shouldReadALineOfTheKernel() {
    CodeMapping mapping =
        CodeMapping.parse(
                "7f1c2a200000-7f1c2a355000 r-xp 00026000 08:01 1234                       "
                    + "/usr/lib/a b/libc.so.6")
            .orElseThrow();
    assertThat(mapping)
        .isEqualTo(
            new CodeMapping(
                0x7f1c2a200000L,
                0x7f1c2a355000L,
                0x26000,
                "08:01 1234",
                "/usr/lib/a b/libc.so.6",
                false));
    assertThat(mapping.name()).isEqualTo("libc.so.6");
    assertThat(mapping.has(0x7f1c2a200000L)).isTrue();
    assertThat(mapping.has(0x7f1c2a355000L)).isFalse();
    assertThat(mapping.has(-1)).isFalse();
  }

  @Test
  void shouldKnowAFileThatWasReplaced() {
    CodeMapping mapping =
        CodeMapping.parse("1000-2000 r-xp 00000000 08:01 12 /tmp/libfoo.so (deleted)")
            .orElseThrow();
    assertThat(mapping.deleted()).isTrue();
    assertThat(mapping.name()).isEqualTo("libfoo.so");
    assertThat(mapping.mapFile()).isEqualTo("/proc/self/map_files/1000-2000");
  }

  @Test
  void shouldKnowMemoryOfNoFile() {
    assertThat(CodeMapping.parse("1000-2000 rwxp 00000000 00:00 0 "))
        .hasValueSatisfying(mapping -> assertThat(mapping.path()).isEmpty());
    assertThat(
            CodeMapping.parse(
                "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0          [vsyscall]"))
        .hasValueSatisfying(mapping -> assertThat(mapping.has(0xffffffffff600010L)).isTrue());
  }

  @Test
  void shouldLeaveOutMemoryWithoutCode() {
    assertThat(CodeMapping.parse("1000-2000 r--p 00000000 08:01 12 /tmp/libfoo.so")).isEmpty();
  }
}
