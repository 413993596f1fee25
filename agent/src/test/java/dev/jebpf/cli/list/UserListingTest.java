package dev.jebpf.cli.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.catalog.user.UserFileException;
import org.junit.jupiter.api.Test;

class UserListingTest {
  @Test
  void shouldListFunctionsAsEventsTakeThem() throws Exception {
    assertThat(UserListing.of("uprobe:libc:*getenv").entries())
        .extracting(Entry::toString)
        .contains("uprobe:libc:getenv", "uprobe:libc:secure_getenv");
    assertThat(UserListing.of("uprobe:libjvm:JNI_Create").entries())
        .extracting(Entry::toString)
        .contains("uprobe:libjvm:JNI_CreateJavaVM");
  }

  @Test
  void shouldTellPatternsThatNameAFile() {
    assertThat(UserListing.asked("uprobe:libc:*read*")).isTrue();
    assertThat(UserListing.asked("usdt:/usr/lib/libx.so")).isTrue();
    assertThat(UserListing.asked("usdt:*")).isFalse();
    assertThat(UserListing.asked("usdt:*:hotspot:gc*")).isFalse();
    assertThat(UserListing.asked("usdt:")).isFalse();
    assertThat(UserListing.asked("kernel:vfs_read")).isFalse();
  }

  @Test
  void shouldSayWhatIsNotThere() {
    assertThatExceptionOfType(UserFileException.class)
        .isThrownBy(() -> UserListing.of("uprobe:/no/such:f").entries())
        .withMessage("there is no file /no/such");
  }
}
