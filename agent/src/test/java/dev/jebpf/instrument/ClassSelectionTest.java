package dev.jebpf.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.jebpf.config.AgentOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassSelectionTest {
  interface Indirect extends HttpHandler {}

  abstract static class Between implements Indirect {}

  static final class Handler extends Between {
    @Override
    public void handle(HttpExchange exchange) {}

    public void handle(String other) {}
  }

  static final class NoHandler {
    public void handle(HttpExchange exchange) {}
  }

  abstract static class Unweavable {
    abstract void isAbstract();

    native void isNative();

    void isFine() {}
  }

  @Deprecated
  static final class Annotated {
    int number;

    void inside() {
      number++;
    }
  }

  @Test
  void shouldFindImplementationsBelowOtherTypes() throws Exception {
    assertThat(selected("presets=http", Handler.class)).containsExactly("handle");
    assertThat(selected("presets=http", NoHandler.class)).isEmpty();
    assertThat(selected("presets=none", Handler.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "isAbstract, is abstract: name the class that implements it",
    "isNative, is native: name the Java method that calls it",
    "absent, matches nothing so far"
  })
  void shouldSayWhyAMethodIsNotTraced(String method, String reason) throws Exception {
    var selection = selection("methods=" + Unweavable.class.getName() + "::" + method);
    assertThat(selected(selection, Unweavable.class)).isEmpty();
    assertThat(selection.filters().getFirst().warning()).contains(method).endsWith(reason);
  }

  @Test
  void shouldHaveNoWarningForAFilterThatMatched() throws Exception {
    var selection = selection("methods=" + Unweavable.class.getName() + "::is*");
    assertThat(selected(selection, Unweavable.class)).containsExactly("isFine");
    assertThat(selection.filters().getFirst().warning()).isNull();
  }

  @Test
  void shouldMatchAllMethodsOfAnAnnotatedClass() throws Exception {
    assertThat(selected("methods=@java.lang.Deprecated", Annotated.class))
        .containsExactlyInAnyOrder("<init>", "inside");
  }

  @Test
  void shouldLeaveTheJdkAloneUnlessItIsNamed() throws Exception {
    var broad = selection("methods=::get;*::get*");
    assertThat(broad.mayMatch(ClassOrigin.JDK, "java/util/HashMap", bytes(List.class))).isFalse();
    var named = selection("methods=java.util.HashMap::get");
    assertThat(named.mayMatch(ClassOrigin.JDK, "java/util/HashMap")).isTrue();
  }

  @Test
  void shouldKeepItsHandsOffTheCoreAndOtherAgents() {
    ClassLoader app = getClass().getClassLoader();
    assertThat(ClassOrigin.of(null, "java/lang/String")).isEqualTo(ClassOrigin.OFF_LIMITS);
    assertThat(ClassOrigin.of(null, "java/util/HashMap")).isEqualTo(ClassOrigin.JDK);
    assertThat(ClassOrigin.of(app, "net/bytebuddy/ByteBuddy")).isEqualTo(ClassOrigin.OFF_LIMITS);
    assertThat(ClassOrigin.of(app, "com/acme/Orders")).isEqualTo(ClassOrigin.APPLICATION);
  }

  @Test
  void shouldRefuseWhatIsNoWholeClassFile() throws IOException {
    byte[] whole = bytes(Handler.class);
    for (int length = 10; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedClassException.class)
          .isThrownBy(() -> ClassOutline.of(cut));
    }
  }

  private static ClassSelection selection(String options) throws Exception {
    AgentOptions parsed = AgentOptions.parse(options);
    return new ClassSelection(parsed.methods(), parsed.presets());
  }

  private static List<String> selected(String options, Class<?> type) throws Exception {
    return selected(selection(options), type);
  }

  private static List<String> selected(ClassSelection selection, Class<?> type) throws IOException {
    byte[] classFile = bytes(type);
    String name = type.getName().replace('.', '/');
    if (!selection.mayMatch(ClassOrigin.APPLICATION, name, classFile)) {
      return List.of();
    }
    ClassOutline outline = ClassOutline.of(classFile);
    return selection.select(type.getClassLoader(), ClassOrigin.APPLICATION, outline).stream()
        .map(each -> each.method().name())
        .toList();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }
}
