package dev.jebpf.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TracepointFormatTest {
  private static final List<String> LINES =
      """
      name: sched_process_fork
      ID: 366
      format:
      \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
      \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

      \tfield:__data_loc char[] parent_comm;\toffset:8;\tsize:4;\tsigned:0;
      \tfield:pid_t parent_pid;\toffset:12;\tsize:4;\tsigned:1;
      \tfield:char prev_comm[16];\toffset:16;\tsize:16;\tsigned:0;
      \tfield:const char * filename;\toffset:32;\tsize:8;\tsigned:0;
      \tfield:__u8 saddr_v6[16];\toffset:40;\tsize:16;\tsigned:0;

      print fmt: "field:int not_this;\toffset:8;\tsize:4;\tsigned:1;"
      """
          .lines()
          .toList();

  @Test
  void shouldReadTheFieldsBehindTheCommonOnes() {
    TracepointFormat format = TracepointFormat.parse(LINES);

    assertThat(format.name()).isEqualTo("sched_process_fork");
    assertThat(format.id()).isEqualTo(366);
    assertThat(format.fields())
        .containsExactly(
            new RecordField("__data_loc char[]", "parent_comm", 8, 4, false),
            new RecordField("pid_t", "parent_pid", 12, 4, true),
            new RecordField("char[16]", "prev_comm", 16, 16, false),
            new RecordField("const char *", "filename", 32, 8, false),
            new RecordField("__u8[16]", "saddr_v6", 40, 16, false));
  }

  @Test
  void shouldTellNumbersFromTexts() {
    List<RecordField> fields = TracepointFormat.parse(LINES).fields();

    assertThat(fields.stream().filter(RecordField::isNumber).map(RecordField::name))
        .containsExactly("parent_pid", "filename");
    assertThat(fields.stream().filter(RecordField::locatesText).map(RecordField::name))
        .containsExactly("parent_comm");
    assertThat(fields.stream().filter(RecordField::isText).map(RecordField::name))
        .containsExactly("prev_comm");
    assertThat(fields.stream().filter(RecordField::pointsToText).map(RecordField::name))
        .containsExactly("filename");
  }

  @Test
  void shouldRefuseOtherFiles() {
    assertThatThrownBy(() -> TracepointFormat.parse(List.of("name: x", "no more")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
