package dev.jebpf.catalog.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
  private static final int FUZZ_ROUNDS = 400;

  @TempDir Path folder;

  private static UserFile mapped(String name) throws UserFileException {
    return new UserFiles(ProcessMaps.ofSelf()).find(name);
  }

  @Test
  void shouldFindFunctionsOfMappedLibraries() throws Exception {
    UserFile libc = mapped("libc");

    assertThat(libc.shortName()).isEqualTo("libc");
    assertThat(libc.functions("getenv"::equals))
        .singleElement()
        .satisfies(f -> assertThat(f.offsets()).hasSize(1));
    assertThat(libc.functions("no_such"::equals)).isEmpty();
    assertThat(libc.otherwise("stdout")).hasValue(" is not a function");
    assertThat(mapped("libjvm").functions(name -> name.startsWith("JVM_"))).hasSizeGreaterThan(100);
  }

  @Test
  void shouldFindTheProbesOfThisJvm() throws Exception {
    List<UserProbe> probes = mapped("libjvm").probes();
    assumeThat(probes).as("a JDK with dtrace probes").isNotEmpty();

    UserProbe begin =
        probes.stream().filter(p -> p.name().equals("gc__begin")).findFirst().orElseThrow();
    assertThat(begin.provider()).isEqualTo("hotspot");
    assertThat(begin.declaration()).isEqualTo("hotspot:gc__begin(uint8_t arg0)");
    assertThat(begin.sites()).allMatch(site -> site.offset() > 0 && site.semaphore() == 0);
    assertThat(probes)
        .allSatisfy(
            probe ->
                assertThat(probe.sites())
                    .flatExtracting(UserProbe.Site::arguments)
                    .extracting(NoteArgument::place)
                    .doesNotHaveAnyElementsOfTypes(NoteArgument.Unreadable.class));
  }

  @Test
  void shouldKnowLibrariesByTheirShortNames() {
    assertThat(List.of("libssl", "libssl.so", "libssl.so.3", "libssl-3.0.so"))
        .allMatch(file -> UserFiles.isCalled("libssl", file));
    assertThat(List.of("libssl3.so", "libsslx.so", "mylibssl.so", "libssl-x.so"))
        .noneMatch(file -> UserFiles.isCalled("libssl", file));
  }

  @Test
  void shouldReadMapsOfFilesWithCode() throws Exception {
    var maps =
        ProcessMaps.parse(
            List.of(
                "7f10-7f20 r-xp 00001000 fe:00 42  /usr/lib/a b.so.1",
                "7f20-7f30 r--p 00002000 fe:00 43  /usr/lib/data.so",
                "7f30-7f40 r-xp 00002000 fe:00 44  /usr/lib/old.so.2 (deleted)",
                "7f40-7f50 r-xp 00000000 00:00 0  [vdso]",
                "7f50-7f60 rwxp 00000000 00:00 0 "));

    assertThat(maps.files()).containsExactly("/usr/lib/a b.so.1");
    assertThat(maps.replaced()).containsExactly("/usr/lib/old.so.2");
    assertThatExceptionOfType(UserFileException.class)
        .isThrownBy(() -> new UserFiles(maps).find("old"))
        .withMessage("old was replaced since this process mapped it; restart the service");
    assertThatExceptionOfType(UserFileException.class)
        .isThrownBy(() -> new UserFiles(maps).find("/usr/lib/old.so.2"))
        .withMessageContaining("was replaced");
  }

  @Test
  void shouldRefuseWhatIsCut() throws IOException {
    byte[] whole = Files.readAllBytes(libz());
    for (int length = 0; length < whole.length; length += 997) {
      Path cut = folder.resolve("cut.so");
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      assertThat(readable(cut)).as("length=" + length).isFalse();
    }
  }

  /// Any library of the JDK: it is small and has functions.
  private static Path libz() {
    return Path.of(System.getProperty("java.home"), "lib", "libnio.so");
  }

  /// Whatever a file says, it is understood or refused, and nothing outside of it is believed.
  @Test
  void shouldSurviveHostileFiles() throws Exception {
    byte[] whole = Files.readAllBytes(libz());
    Random random = new Random(20_261_121);
    int refused = 0;
    for (int round = 0; round < FUZZ_ROUNDS; round++) {
      byte[] hostile = whole.clone();
      for (int changes = random.nextInt(16); changes >= 0; changes--) {
        int at =
            switch (random.nextInt(3)) {
              case 0 -> random.nextInt(1024);
              case 1 -> hostile.length - 1 - random.nextInt(4096);
              default -> random.nextInt(hostile.length);
            };
        hostile[at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
      }
      try {
        UserFile file = UserFile.of(Path.of("/hostile.so"), ByteBuffer.wrap(hostile));
        long length = hostile.length;
        assertThat(file.functions(_ -> true))
            .allMatch(f -> f.offsets().stream().allMatch(o -> o >= 0 && o < length));
        assertThat(file.probes())
            .allMatch(p -> p.sites().stream().allMatch(s -> s.offset() < length));
      } catch (UserFileException expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, FUZZ_ROUNDS - 1);
  }

  /// An upgrade in place, while we read: what is mapped is gone.
  @Test
  void shouldSayThatAFileWasCutWhileItWasRead() throws Exception {
    Path path = folder.resolve("cut-later.so");
    Files.write(path, Files.readAllBytes(libz()));
    UserFile file = UserFile.open(path);
    Files.write(path, new byte[0]);

    assertThatExceptionOfType(UserFileException.class)
        .isThrownBy(() -> file.functions(_ -> true))
        .withMessage(path + " was cut short while it was read");
    assertThatExceptionOfType(UserFileException.class)
        .isThrownBy(file::probes)
        .withMessage(path + " was cut short while it was read");
  }

  private static boolean readable(Path path) {
    try {
      UserFile file = UserFile.open(path);
      file.probes();
      return !file.functions(_ -> true).isEmpty();
    } catch (UserFileException refused) {
      return false;
    }
  }
}
