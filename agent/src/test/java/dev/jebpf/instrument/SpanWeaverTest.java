package dev.jebpf.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanWeaverTest {
  private static final String SHAPES = "dev.jebpf.instrument.Shapes";

  private Spans spans;
  private Class<?> woven;

  @BeforeEach
  void weave() throws Exception {
    spans = new Spans();
    var loader = new WovenLoader(SHAPES::equals, spans, false);
    woven = Class.forName(SHAPES, true, loader);
    spans.calls();
  }

  @AfterEach
  void close() {
    spans.close();
  }

  @Test
  void shouldReturnWhatTheMethodReturned() throws Exception {
    assertThat(call("nothing")).isNull();
    assertThat(call("wide", 3L, 4.5, 5)).isEqualTo(Shapes.wide(3, 4.5, 5));
    assertThat(call("narrow", (byte) 1, 'b', (short) 3, false, 4f)).isEqualTo(7f);
    assertThat(call("matched", 11)).isEqualTo("large 11");
    assertThat(call("matched", 1)).isEqualTo("small 1");
    assertThat(call("matched", "s")).isEqualTo("s!");
    assertThat(call("matched", 1.5)).isEqualTo("2");
    assertThat(spans.calls())
        .containsExactly("nothing", "wide", "narrow", "matched", "matched", "matched", "matched");
  }

  @Test
  void shouldEndASpanWithWhatEscapesAndOnlyThat() throws Exception {
    assertThat(call("thrown", 0)).isEqualTo("fine");
    assertThat(call("thrown", -1)).isEqualTo("caught");
    assertThatThrownBy(() -> call("thrown", -2))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("negative");
    assertThat(spans.calls()).containsExactly("thrown", "thrown", "thrown!IllegalStateException");
  }

  @Test
  void shouldCountEachCallOfARecursionAndOfALoopOnce() throws Exception {
    assertThat(call("recursive", 10)).isEqualTo(55);
    assertThat(spans.calls()).hasSize(177).containsOnly("recursive");
    Object shapes = woven.getConstructor().newInstance();
    spans.calls();
    assertThat(woven.getMethod("loopAtTheStart").invoke(shapes)).isEqualTo(10);
    assertThat(spans.calls()).containsExactly("loopAtTheStart");
  }

  @Test
  void shouldBeginTheSpanOfAConstructorBehindTheOther() throws Exception {
    IntSupplier shapes = (IntSupplier) woven.getConstructor().newInstance();
    assertThat(shapes.getAsInt()).isEqualTo(new Shapes().getAsInt());
    assertThat(spans.calls()).containsExactly("<init>", "<init>", "getAsInt");
    assertThatThrownBy(() -> woven.getConstructor(int.class).newInstance(13))
        .hasRootCauseMessage("unlucky");
    assertThat(spans.calls()).containsExactly("<init>!IllegalArgumentException");
  }

  @Test
  void shouldLeaveMonitorsBalanced() throws Exception {
    Object shapes = woven.getConstructor().newInstance();
    Object other = new Object();
    assertThat(woven.getMethod("locked", Object.class).invoke(shapes, other)).isEqualTo(1);
    assertThatThrownBy(() -> woven.getMethod("locked", Object.class).invoke(shapes, (Object) null))
        .hasRootCauseInstanceOf(NullPointerException.class);
    assertThat(Thread.holdsLock(other)).isFalse();
    assertThat(Thread.holdsLock(shapes)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldPassTheVerifierForWholeLibraries(boolean probes) throws IOException {
    spans.close();
    Set<String> classes = new LinkedHashSet<>(classesOfLibraries());
    var loader = new WovenLoader(classes::contains, (_, _, _) -> 40_000, probes);
    List<String> refused = new ArrayList<>();
    for (String name : classes) {
      try {
        loader.loadClass(name).getDeclaredMethods(); // links, and so verifies
      } catch (VerifyError | ClassFormatError e) {
        refused.add(name + ": " + e.getMessage());
      } catch (ClassNotFoundException | LinkageError _) {
        // needs a library that isn't here
      }
    }
    assertThat(refused).isEmpty();
    assertThat(loader.methods()).isGreaterThan(10_000);
  }

  private Object call(String name, Object... arguments) throws Exception {
    for (var method : woven.getMethods()) {
      if (method.getName().equals(name)) {
        return method.invoke(null, arguments);
      }
    }
    throw new AssertionError(name);
  }

  private static List<String> classesOfLibraries() throws IOException {
    List<String> names = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (path.endsWith(".jar")) {
        try (var jar = new JarFile(path)) {
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
              .filter(name -> !name.endsWith("module-info.class"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .forEach(names::add);
        }
      }
    }
    return names;
  }
}
