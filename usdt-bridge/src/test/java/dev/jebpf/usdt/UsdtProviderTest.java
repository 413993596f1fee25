package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.usdt.image.ImageLayout;
import dev.jebpf.usdt.image.ProbeNote;
import java.io.IOException;
import java.lang.invoke.WrongMethodTypeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without a tracer: a test counts the semaphore up where the kernel would. What arrives at tools
/// is for the tests of interoperability to show.
class UsdtProviderTest {
  private static final int CAPACITY = 8;

  @TempDir Path place;
  private ProbePool pool;
  private UsdtProvider acme;

  /// The shape of a probe.
  public interface OrderPlaced {
    void fire(long id, String customer);
  }

  @BeforeEach
  void open() {
    pool = new ProbePool(List.of(place), ImageLayout.of(InstructionChoice.running(), CAPACITY));
    acme = UsdtProvider.create("acme", pool);
  }

  @AfterEach
  void removeFiles() {
    pool.deleteFiles();
  }

  private static void attach(UsdtProbe probe, int tracers) {
    ((LinkedProbe) probe).site().semaphore().set(JAVA_SHORT, 0, (short) tracers);
  }

  private List<String> listed() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path path : pool.files()) {
      ElfFile file = ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(path)));
      ProbeNote.readAll(file.contents(file.section(".note.stapsdt").orElseThrow()))
          .forEach(note -> names.add(note.provider() + ":" + note.name()));
    }
    return names;
  }

  @Test
  void shouldListProbesAsTheyAreAdded() throws IOException {
    acme.probe("one");
    assertThat(listed()).containsExactly("acme:one");
    acme.probe("two", long.class);
    UsdtProvider.create("other", pool).probe("one");
    assertThat(listed()).containsExactly("acme:one", "acme:two", "other:one");
    assertThat(acme.probes()).extracting(UsdtProbe::name).containsExactly("one", "two");
  }

  @Test
  void shouldBeEnabledWhileATracerIsAttached() {
    UsdtProbe probe = acme.probe("one");
    UsdtProbe other = acme.probe("two");
    assertThat(probe.isEnabled()).isFalse();
    attach(probe, 2);
    assertThat(probe.isEnabled()).isTrue();
    assertThat(other.isEnabled()).isFalse();
    attach(probe, 0);
    assertThat(probe.isEnabled()).isFalse();
  }

  @Test
  void shouldFireInAllThreeWays() throws Throwable {
    UsdtProbe probe = acme.probe("order_placed", long.class, String.class);
    OrderPlaced typed = probe.as(OrderPlaced.class);
    for (int tracers = 0; tracers < 2; tracers++) {
      attach(probe, tracers);
      probe.fire(1L, "eve");
      probe.fire(1, null);
      typed.fire(2, "eve");
      probe.handle().invokeExact(3L, "eve");
    }
  }

  @Test
  void shouldRefuseWrongValuesEnabledOrNot() {
    UsdtProbe probe = acme.probe("order_placed", long.class, String.class);
    for (int tracers = 0; tracers < 2; tracers++) {
      attach(probe, tracers);
      assertThatIllegalArgumentException().isThrownBy(() -> probe.fire("eve", 1L));
      assertThatIllegalArgumentException().isThrownBy(() -> probe.fire());
    }
    assertThatThrownBy(() -> probe.handle().invokeExact(1, "eve"))
        .isInstanceOf(WrongMethodTypeException.class);
  }

  @Test
  void shouldRefuseAnInterfaceOfAnotherShape() {
    UsdtProbe probe = acme.probe("one", int.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.as(OrderPlaced.class))
        .withMessage(
            "%s is no interface with one method of [int] and void",
            OrderPlaced.class.getTypeName());
    assertThatIllegalArgumentException().isThrownBy(() -> probe.as(Runnable.class));
    assertThatIllegalArgumentException().isThrownBy(() -> probe.as(List.class));
  }

  @Test
  void shouldReturnTheProbeThatThereIs() {
    UsdtProbe probe = acme.probe("one", int.class);
    assertThat(acme.probe("one", int.class)).isSameAs(probe);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> acme.probe("one", long.class))
        .withMessage("probe acme:one has the types [int], not [long]");
  }

  @Test
  void shouldRefuseBadNamesBeforeAnythingIsWritten() {
    assertThatIllegalArgumentException().isThrownBy(() -> acme.probe("a:b"));
    assertThatIllegalArgumentException().isThrownBy(() -> UsdtProvider.create("a b", pool));
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void shouldGrowByAnotherFile() throws IOException {
    UsdtProbe first = acme.probe("p0");
    attach(first, 1);
    List<String> names = new ArrayList<>(List.of("acme:p0"));
    for (int i = 1; i < 3 * CAPACITY; i++) {
      acme.probe("p" + i).fire();
      names.add("acme:p" + i);
    }
    assertThat(pool.files()).hasSize(3);
    assertThat(listed()).containsExactlyElementsOf(names);
    assertThat(first.isEnabled()).isTrue();
    first.fire();
  }

  @Test
  void shouldDisableAndHideTheProbesOfAClosedProvider() throws IOException {
    UsdtProbe probe = acme.probe("one");
    UsdtProvider.create("other", pool).probe("two");
    attach(probe, 1);
    acme.close();
    acme.close();

    assertThat(probe.isEnabled()).isFalse();
    probe.fire();
    assertThat(listed()).containsExactly("other:two");
    assertThat(acme.probes()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> acme.probe("three"))
        .withMessage("provider acme is closed");
  }

  @Test
  void shouldUseSitesAgainOnceNoTracerIsLeft() throws IOException {
    UsdtProbe watched = acme.probe("watched");
    for (int i = 1; i < CAPACITY; i++) {
      acme.probe("p" + i);
    }
    attach(watched, 1);
    acme.close();

    UsdtProvider next = UsdtProvider.create("next", pool);
    for (int i = 1; i < CAPACITY; i++) {
      assertThat(next.probe("n" + i).isEnabled()).isFalse();
    }
    assertThat(pool.files()).hasSize(1);
    next.probe("one_more");
    assertThat(pool.files()).as("the watched site is not used again").hasSize(2);

    next.close();
    attach(watched, 0);
    UsdtProvider last = UsdtProvider.create("last", pool);
    for (int i = 0; i < 2 * CAPACITY; i++) {
      last.probe("l" + i);
    }
    assertThat(pool.files()).hasSize(2);
    assertThat(listed()).hasSize(2 * CAPACITY).allMatch(name -> name.startsWith("last:"));
  }

  @Test
  void shouldTryTheNextPlaceAndNameAllThatFailed() {
    Path none = place.resolve("none");
    ImageLayout layout = ImageLayout.of(InstructionChoice.running(), CAPACITY);
    ProbePool second = new ProbePool(List.of(none, place), layout);
    second.open();
    assertThat(second.files()).hasSize(1).allMatch(path -> path.startsWith(place));
    second.deleteFiles();
    assertThat(place).isEmptyDirectory();

    Path gone = place.resolve("gone");
    assertThatThrownBy(() -> new ProbePool(List.of(none, gone), layout).open())
        .isInstanceOf(UsdtException.class)
        .hasMessageStartingWith("no directory for the file of USDT probes: " + none + ": ")
        .hasMessageContaining(gone + ": java.nio.file.NoSuchFileException")
        .hasMessageEndingWith("allows execution with -Djebpf.usdt.directory=DIRECTORY");
  }

  @Test
  void shouldAddAndFireFromManyThreads() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        int number = thread;
        tasks.add(executor.submit(() -> addAndFire(number)));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
    assertThat(listed()).hasSize(100 + 16).doesNotHaveDuplicates();
  }

  private void addAndFire(int thread) {
    Thread.currentThread().interrupt();
    UsdtProbe own = acme.probe("own" + thread, String.class, int.class);
    attach(own, 1);
    for (int i = 0; i < 100; i++) {
      own.fire("thread " + thread, i);
      acme.probe("shared" + i, int.class).fire(i);
    }
  }
}
