package dev.jebpf.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// The description of a tracepoint's record, as tracefs has it.
@Timeout(30)
class TracepointFormatFuzzTest {
  static Stream<byte[]> formats() {
    return Stream.of(
            """
            name: sched_process_fork
            ID: 366
            format:
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:__data_loc char[] parent_comm;\toffset:8;\tsize:4;\tsigned:0;
            \tfield:char prev_comm[16];\toffset:8;\tsize:16;\tsigned:0;
            \tfield:const char * filename;\toffset:24;\tsize:8;\tsigned:0;

            print fmt: "comm=%s", __get_str(parent_comm)
            """)
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @DictionaryEntries({"\tfield:", "\toffset:", "\tsize:", "\tsigned:", ";", "[", "]", "__data_loc"})
  @MethodSource("formats")
  @FuzzTest
  void shouldReadOrRefuseAnyFormat(byte[] input) {
    Targets.format(input);
  }
}
