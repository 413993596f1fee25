package dev.jebpf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.event.Condition.All;
import dev.jebpf.event.Condition.Comparison;
import dev.jebpf.event.Condition.Literal;
import dev.jebpf.event.Condition.Relation;
import dev.jebpf.event.Condition.Variable;
import dev.jebpf.event.EventTarget.Means;
import dev.jebpf.name.Wildcard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRequestTest {
  private static Variable variable(String name) {
    return new Variable(new MemberPath(name, List.of()));
  }

  @Test
  void shouldReadEveryPart() throws Exception {
    EventRequest request =
        EventRequest.parse(
            "kernel:tcp_sendmsg(port=sk.__sk_common.skc_dport, msg[1].x,size)"
                + "/size >= 0x10 && duration > 2ms/");

    assertThat(request.target())
        .isEqualTo(new EventTarget.Function(Means.ANY, new Wildcard("tcp_sendmsg")));
    assertThat(request.fields())
        .extracting(field -> field.name() + " " + field.path())
        .containsExactly("port sk.__sk_common.skc_dport", "x msg[1].x", "size size");
    assertThat(request.condition())
        .isEqualTo(
            new All(
                List.of(
                    new Comparison(
                        Relation.GREATER_OR_EQUAL, variable("size"), new Literal(16, false)),
                    new Comparison(
                        Relation.GREATER, variable("duration"), new Literal(2_000_000, false)))));
  }

  @Test
  void shouldTellNoFieldsFromAllFields() throws Exception {
    assertThat(EventRequest.parse("kprobe:f").fields()).isNull();
    assertThat(EventRequest.parse("kprobe:f()").fields()).isEmpty();
  }

  @Test
  void shouldBindAndTighterThanOr() throws Exception {
    assertThat(EventRequest.parse("kernel:f/a || b && !(c || d & 0x4)/").condition())
        .hasToString("(a != 0 || (b != 0 && !(c != 0 || d & 4 != 0)))");
  }

  @Test
  void shouldKeepSixtyFourBits() throws Exception {
    assertThat(EventRequest.parse("kernel:f/a == 0xffffffffffffffff/").condition())
        .hasToString("a == 18446744073709551615");
    assertThat(EventRequest.parse("kernel:f/a > -9223372036854775808/").condition())
        .hasToString("a > -9223372036854775808");
  }

  @Test
  void shouldReadWhatIsInUserSpace() throws Exception {
    EventRequest request =
        EventRequest.parse(
            "uretprobe:/opt/my lib/libx.so.1:_ZN3fooEv$1.part.0(n=int32(arg0), str(arg1,arg2),"
                + "uint8(result))/int32(result) < 0 || duration > 1ms/");

    assertThat(request.target())
        .isEqualTo(
            new EventTarget.UserFunction(
                "/opt/my lib/libx.so.1", new Wildcard("_ZN3fooEv$1.part.0"), 0, true));
    assertThat(request.fields())
        .extracting(field -> field.name() + " " + field.path())
        .containsExactly("n int32(arg0)", "arg1 str(arg1,arg2)", "result uint8(result)");
    assertThat(request.condition()).hasToString("(int32(result) < 0 || duration > 1000000)");
    assertThat(EventRequest.parse("uprobe:libc:malloc+0x10").target())
        .hasToString("uprobe:libc:malloc+16");
    assertThat(EventRequest.parse("usdt:libjvm:hotspot:gc__*").target())
        .isEqualTo(
            new EventTarget.UserProbe("libjvm", new Wildcard("hotspot"), new Wildcard("gc__*")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kernal:f                 | unknown kind of event 'kernal' (did you mean 'kernel'?)
          kernel:                  | expected a kernel function at its end
          kernel:1f                | expected a kernel function at '1f'
          kernel:f(                | expected the name of an argument at its end
          kernel:f(a               | expected ')' after the fields at its end
          kernel:f(a,)             | expected the name of an argument at ')'
          kernel:f(a.)             | expected the name of a member at ')'
          kernel:f(a[x])           | expected a number at 'x])'
          kernel:f(a[-1])          | index -1 is not between 0 and
          kernel:f(a,b.a)          | two fields are called 'a'
          kernel:f(a=b=c)          | expected ')' after the fields at '=c)'
          kernel:f g               | expected '(' and fields, or '/' and a condition at 'g'
          kernel:f()x              | unexpected text at 'x'
          kernel:f//               | expected the name of an argument at '/'
          kernel:f/a               | expected '/' after the condition at its end
          kernel:f/a = 1/          | expected '==' at '= 1/'
          kernel:f/a > 10xs/       | unknown unit 'xs'; there are ns, us, ms and s
          kernel:f/a > 0x/         | expected a number
          kernel:f/a > 1 ms/       | expected '/' after the condition at 'ms/'
          kernel:f/(a/             | expected ')' after the condition in parentheses
          kernel:f/a > 20000000000000000000/ | does not fit into 64 bits
          tracepoint:sched         | expected ':' and a tracepoint
          tracepoint::x            | expected a category of tracepoints at ':x'
          uprobe:libc              | expected ':' and a function
          uprobe::f                | expected a file or library
          uprobe:libc:             | expected a function
          uprobe:libc:f*+4         | an offset is for one function
          uretprobe:libc:f+4       | an offset is for one function
          uprobe:libc:f(int(arg0)) | read as int8 to int64, uint8 to uint64 or str, not as 'int'
          uprobe:libc:f(str(arg0)  | expected ')' after the fields at its end
          uprobe:libc:f(int8(a,b)) | expected ')' after the argument
          usdt:libjvm:hotspot      | expected ':' and a probe
          kernel:f(str(a))         | expected ')' after the fields at '(a))'
          """)
  void shouldSayWhatIsWrong(String text, String message) {
    assertThatExceptionOfType(EventSyntaxException.class)
        .isThrownBy(() -> EventRequest.parse(text))
        .withMessageStartingWith(text + ": ")
        .withMessageContaining(message);
  }

  @Test
  void shouldLimitWhatOneEventAsksFor() {
    refuses("kernel:f(" + "a.b.".repeat(20) + "c)", "more than 16 steps");
    refuses("kernel:f/" + "(".repeat(40) + "a", "nested deeper than 16");
    refuses("kernel:f/" + "!".repeat(40) + "a", "nested deeper than 16");
    refuses("kernel:f/" + "a||".repeat(40) + "a/", "more than 32 comparisons");
    refuses("kernel:" + "f".repeat(5000), "longer than 4096 characters");
    refuses("kernel:f(a,b,c,d,e,f,g,h,i,j,k,l,m)", "more than 12 fields");
  }

  private static void refuses(String text, String message) {
    assertThatExceptionOfType(EventSyntaxException.class)
        .isThrownBy(() -> EventRequest.parse(text))
        .withMessageContaining(message);
  }
}
