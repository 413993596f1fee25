package dev.jebpf.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFilterTest {
  @ParameterizedTest
  @CsvSource({
    "vfs_re, kernel, vfs_read, true",
    "vfs_*, kernel, vfs_read, true",
    "read*, kernel, vfs_read, false",
    "kernel:vfs_read, kernel, vfs_read, true",
    "kernel:vfs, kernel, vfs_read, false",
    "kernel:, kernel, vfs_read, true",
    "kernel:, tracepoint, net:net_dev_queue, false",
    "tracepoint:net:*, tracepoint, net:net_dev_queue, true",
    "tracepoint:net:, tracepoint, net:net_dev_queue, true",
    "net:net_*, tracepoint, net:net_dev_queue, true",
    "*, method, a.B::c, true",
    "usdt:*, usdt, /lib/libjvm.so:hotspot:gc__begin, true",
    "usdt:*:hotspot:gc*, usdt, /lib/libjvm.so:hotspot:gc__begin, true",
    "usdt:*, method, a.B::c, false",
    "hotspot:gc, usdt, /lib/libjvm.so:hotspot:gc__begin, true"
  })
  void shouldMatchPartsAndWholeNames(String pattern, String kind, String name, boolean matches) {
    assertThat(ListFilter.of(pattern).matches(new Entry(kind, name, () -> ""))).isEqualTo(matches);
  }

  @Test
  void shouldListMethodsWithCodeOfAClassPath() throws Exception {
    Path here =
        Path.of(ListFilterTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    List<Entry> methods = new MethodListing(List.of(here)).entries();

    assertThat(methods)
        .filteredOn(entry -> entry.name().startsWith(ListFilterTest.class.getName() + "::"))
        .extracting(entry -> entry.name() + " " + entry.details().get())
        .contains(
            ListFilterTest.class.getName()
                + "::shouldMatchPartsAndWholeNames"
                + " void shouldMatchPartsAndWholeNames(String, String, String, boolean)");
  }

  @Test
  void shouldSayWhichPartOfAClassPathItCannotRead() throws Exception {
    Path broken = java.nio.file.Files.createTempFile("broken", ".jar");
    try {
      var listing = new MethodListing(List.of(broken, Path.of("/no/such.jar")));

      assertThat(listing.entries()).isEmpty();
      assertThat(listing.unreadable()).singleElement().asString().startsWith(broken.toString());
    } finally {
      java.nio.file.Files.delete(broken);
    }
  }
}
