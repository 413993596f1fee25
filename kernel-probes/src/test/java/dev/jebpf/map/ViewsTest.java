package dev.jebpf.map;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;
import dev.jebpf.map.isolated.IsolatedView;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private final MemorySegment memory = Arena.ofAuto().allocate(256, 8);
  private final Sample sample = Views.over(Sample.class, memory, 64);

  @Test
  void shouldStoreAndLoadEveryWidthAtItsOffset() {
    sample.count(0x0102030405060708L);
    sample.word(-2);
    sample.half((short) -3);
    sample.octet((byte) -4);
    sample.slot(3, Long.MIN_VALUE);

    assertThat(memory.get(JAVA_LONG, 64)).isEqualTo(0x0102030405060708L);
    assertThat(memory.get(JAVA_LONG, 64 + 16 + 3 * 8)).isEqualTo(Long.MIN_VALUE);
    assertThat(sample.count()).isEqualTo(0x0102030405060708L);
    assertThat(sample.word()).isEqualTo(-2);
    assertThat(sample.half()).isEqualTo((short) -3);
    assertThat(sample.octet()).isEqualTo((byte) -4);
    assertThat(sample.slot(3)).isEqualTo(Long.MIN_VALUE);
    assertThat(memory.asSlice(0, 64).mismatch(MemorySegment.ofArray(new byte[64]))).isEqualTo(-1);
  }

  @Test
  void shouldAddAndExchangeAtomically() {
    sample.addCount(5);
    sample.addCount(-7);
    assertThat(sample.count()).isEqualTo(-2);
    assertThat(sample.compareAndExchangeCount(0, 9)).isEqualTo(-2);
    assertThat(sample.compareAndExchangeCount(-2, 9)).isEqualTo(-2);
    assertThat(sample.count()).isEqualTo(9);
    sample.addWord(3);
    assertThat(sample.compareAndExchangeWord(3, 4)).isEqualTo(3);
    assertThat(sample.word()).isEqualTo(4);
    sample.addSlot(1, 11);
    assertThat(sample.slot(1)).isEqualTo(11);
  }

  @Test
  void shouldRunDefaultMethods() {
    for (int i = 0; i < 4; i++) {
      sample.slot(i, 1L << i);
    }
    assertThat(sample.total()).isEqualTo(15);
  }

  @Test
  void shouldRefuseAnIndexBeyondTheLength() {
    assertThatThrownBy(() -> sample.slot(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sample.slot(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldGiveBytesOfItsOwnMemory() {
    SegmentBytes name = (SegmentBytes) sample.name();
    assertThat(name.segment().byteSize()).isEqualTo(16);
    ((SegmentBytes) name.from(15)).segment().set(JAVA_BYTE, 0, (byte) 7);
    assertThat(memory.get(JAVA_BYTE, 64 + 48 + 15)).isEqualTo((byte) 7);
  }

  @Test
  void shouldMoveToOtherMemory() {
    sample.count(1);
    Views.move(sample, memory, 128);
    assertThat(sample.count()).isZero();
    sample.count(2);
    assertThat(memory.get(JAVA_LONG, 64)).isEqualTo(1);
    assertThat(memory.get(JAVA_LONG, 128)).isEqualTo(2);
    assertThat(Views.segment(sample, 64).address()).isEqualTo(memory.address() + 128);
  }

  @Test
  void shouldServeAnInterfaceOfAnotherLoaderAndNamedModule() throws Throwable {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newOpenModule("isolated.views")
            .packages(Set.of("dev.jebpf.map.isolated"))
            .build();
    Class<?> isolated = IsolatedLoader.load(descriptor, IsolatedView.class);

    assertThat(isolated).isNotEqualTo(IsolatedView.class);
    assertThat(isolated.getModule().getName()).isEqualTo("isolated.views");
    MapView view = Views.over(isolated.asSubclass(MapView.class), memory, 8);
    var store = isolated.getMethod("value", long.class);
    store.setAccessible(true);
    store.invoke(view, 42L);
    assertThat(memory.get(JAVA_LONG, 8)).isEqualTo(42);
  }

  @Test
  void shouldSayWhatToOpenWhenAModuleKeepsItsPackageToItself() throws Throwable {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newModule("closed.views")
            .packages(Set.of("dev.jebpf.map.isolated"))
            .build();
    Class<?> closed = IsolatedLoader.load(descriptor, IsolatedView.class);
    assertThatThrownBy(() -> Views.type(closed.asSubclass(MapView.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must open package dev.jebpf.map.isolated");
  }

  @Layout(size = 8)
  interface Unaligned extends MapView {
    @Offset(4)
    long value();
  }

  @Layout(size = 8)
  interface Beyond extends MapView {
    @Offset(0)
    @Length(2)
    long value(int index);
  }

  @Layout(size = 8)
  interface Nameless extends MapView {
    long value();
  }

  @Layout(size = 8)
  interface AtomicShort extends MapView {
    @Offset(0)
    @Atomic
    void addValue(short delta);
  }

  interface Sizeless extends MapView {
    @Offset(0)
    long value();
  }

  @Test
  void shouldNameTheMethodThatBreaksARule() {
    assertThatThrownBy(() -> Views.type(Unaligned.class)).hasMessageContaining("not aligned");
    assertThatThrownBy(() -> Views.type(Beyond.class)).hasMessageContaining("beyond size=8");
    assertThatThrownBy(() -> Views.type(Nameless.class))
        .hasMessageContaining("Nameless.value() has no @Offset");
    assertThatThrownBy(() -> Views.type(AtomicShort.class)).hasMessageContaining("is no load");
    assertThatThrownBy(() -> Views.type(Sizeless.class)).hasMessageContaining("@Layout");
  }

  /// Defines a copy of a class in a named module of its own.
  private static final class IsolatedLoader extends ClassLoader {
    private final Class<?> original;

    private IsolatedLoader(Class<?> original) {
      super(original.getClassLoader());
      this.original = original;
    }

    static Class<?> load(ModuleDescriptor descriptor, Class<?> original) throws Exception {
      IsolatedLoader loader = new IsolatedLoader(original);
      var finder = new SingleModuleFinder(descriptor);
      var configuration =
          ModuleLayer.boot()
              .configuration()
              .resolve(finder, ModuleFinder.of(), Set.of(descriptor.name()));
      var controller =
          ModuleLayer.defineModules(configuration, List.of(ModuleLayer.boot()), _ -> loader);
      Module module = controller.layer().findModule(descriptor.name()).orElseThrow();
      controller.addReads(module, original.getModule());
      return loader.findClass(original.getName());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String path = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = original.getResourceAsStream(path)) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException failed) {
        throw new ClassNotFoundException(name, failed);
      }
    }
  }
}
