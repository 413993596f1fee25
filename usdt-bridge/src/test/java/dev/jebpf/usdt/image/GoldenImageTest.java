package dev.jebpf.usdt.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole file with two probes, byte for byte, for each instruction. What the bytes mean is for
/// `readelf` to say: `xxd -r` makes a file of a listing.
class GoldenImageTest {
  private static final int ROW = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  @ParameterizedTest
  @EnumSource(SiteInstruction.class)
  void shouldWriteTheseBytes(SiteInstruction instruction) throws IOException {
    byte[] image = Images.withTwoProbes(ImageLayout.of(instruction, 2));
    assertThat(listing(image)).isEqualTo(golden(instruction));
  }

  /// Offsets and bytes, without rows of zeroes.
  private static String listing(byte[] image) {
    StringBuilder listing = new StringBuilder();
    byte[] zeroes = new byte[ROW];
    for (int offset = 0; offset < image.length; offset += ROW) {
      byte[] row = Arrays.copyOfRange(image, offset, Math.min(offset + ROW, image.length));
      if (!Arrays.equals(row, Arrays.copyOf(zeroes, row.length))) {
        listing.append("%05x: %s%n".formatted(offset, HEX.formatHex(row)));
      }
    }
    return listing.toString();
  }

  private static String golden(SiteInstruction instruction) throws IOException {
    String name = "image-" + instruction.name().toLowerCase(Locale.ROOT) + ".hex";
    try (InputStream in = GoldenImageTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @EnumSource(SiteInstruction.class)
  void shouldFillSitesSoThatNoneCrossesAPage(SiteInstruction instruction) {
    assertThat(instruction.code()).hasSize(SiteInstruction.SIZE);
    assertThat(List.of(4096, 16384, 65536)).allMatch(page -> page % SiteInstruction.SIZE == 0);
    assertThat(ImageLayout.of(instruction, 1).site(0) % SiteInstruction.SIZE).isZero();
  }
}
