package dev.jebpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramBtfTest {
  private final ProgramBtf btf =
      ProgramBtf.of(
          "on.switch",
          List.of(
              new ProgramBtf.Line(2, "A.java", 17, 3, "int x = 1;"),
              new ProgramBtf.Line(5, "A.java", 5_000_000, 2_000, "")));

  private final BtfTypes types = BtfTypes.parse(btf.blob());

  @Test
  void shouldDescribeTheFunction() {
    ByteBuffer info = ByteBuffer.wrap(btf.functionInfo()).order(ByteOrder.nativeOrder());
    assertThat(info.getInt()).isZero();
    var function = (BtfType.Function) types.type(info.getInt());
    assertThat(function.name()).isEqualTo("on_switch");
    assertThat(types.type(function.prototype()))
        .isEqualTo(new BtfType.Prototype(1, List.of(new BtfType.Parameter("context", 2))));
  }

  @Test
  void shouldBeginAtInstructionZeroAndClampWhatDoesNotFit() {
    ByteBuffer info = ByteBuffer.wrap(btf.lineInfo()).order(ByteOrder.nativeOrder());
    assertThat(info.getInt(0)).isZero();
    assertThat(info.getInt(12)).isEqualTo(17 << 10 | 3);
    assertThat(info.getInt(16)).isEqualTo(5);
    assertThat(info.getInt(28) >>> 10).isEqualTo((1 << 22) - 1);
    assertThat(info.getInt(4)).isEqualTo(info.getInt(20));
  }
}
