package dev.jebpf.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jebpf.btf.BtfSeeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Readers of what users and kernels write, given inputs near to good ones: no crash, no hang,
/// nothing accepted that means something else.
///
/// Two seconds for each here; `-Djebpf.fuzz.seconds=600` for longer. `-Djebpf.fuzz.seed=` repeats a
/// run, whose seed a failure names.
class FuzzTest {
  private static final long SECONDS = Long.getLong("jebpf.fuzz.seconds", 2);
  private static final long SEED = Long.getLong("jebpf.fuzz.seed", System.nanoTime());
  private static final long LONGEST_HANG = 30;

  private static final List<byte[]> EVENTS =
      bytes(
          "kernel:vfs_read(count)/result > 4096 && duration > 1ms/",
          "kernel:tcp_sendmsg(sk.__sk_common.skc_dport,size)",
          "fentry:vfs_*",
          "kprobe:tcp_v4_rcv(port=skb.cb[3].x, len = skb.len)",
          "tracepoint:sched:sched_process_fork(child.pid)",
          "tracepoint:syscalls:sys_enter_openat/!(flags & 0x40 == 0 || mode) && -1 != dfd/",
          "uretprobe:libc:write(fd=int32(arg0),str(arg1,arg2))/int32(result) < 0/",
          "usdt:/usr/lib/libjvm.so:hotspot:gc__*(full=uint8(arg0))",
          "uprobe:libc:malloc+0x10(rdi)",
          "kernel:f()/((a) || !b && !(c <= 18446744073709551615))/");

  private static final List<byte[]> EVENT_PIECES =
      bytes(
          "(",
          ")",
          "/",
          "||",
          "&&",
          "&",
          "!",
          "==",
          "=",
          "<=",
          ">",
          ".",
          "[",
          "]",
          ",",
          ":",
          "*",
          " ",
          "-",
          "0x",
          "1ms",
          "10",
          "9223372036854775808",
          "99999999999999999999",
          "result",
          "duration",
          "kernel:",
          "tracepoint:",
          "uprobe:",
          "usdt:own:",
          "int32(",
          "str(",
          "+",
          "a",
          "_",
          "\0",
          "\n",
          "\u00e4",
          "\ud83d\ude00");

  private static final List<byte[]> FORMATS =
      bytes(
          """
          name: sched_process_fork
          ID: 366
          format:
          \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

          \tfield:__data_loc char[] parent_comm;\toffset:8;\tsize:4;\tsigned:0;
          \tfield:char prev_comm[16];\toffset:8;\tsize:16;\tsigned:0;
          \tfield:const char * filename;\toffset:24;\tsize:8;\tsigned:0;

          print fmt: "comm=%s", __get_str(parent_comm)
          """);

  @Test
  void shouldReadOrRefuseAnyEvent() {
    run("event", EVENTS, EVENT_PIECES, Targets::event);
  }

  @Test
  void shouldReadOrRefuseAnyFormat() {
    run(
        "format",
        FORMATS,
        bytes(";", "field:", "offset:", "size:", "99999999999", "[", "]"),
        Targets::format);
  }

  @Test
  void shouldReadOrRefuseAnyBtf() {
    List<byte[]> words =
        Stream.of(0, 1, -1, 2, 0x7fffffff, 0x04000000, 0x84000003, 0x0d000000)
            .map(FuzzTest::word)
            .toList();
    run("btf", BtfSeeds.all(), words, Targets::btf);
  }

  private static void run(
      String name, List<byte[]> seeds, List<byte[]> pieces, Consumer<byte[]> target) {
    var mutations = new Mutations(new Random(SEED), seeds, pieces);
    var current = new AtomicReference<>(new byte[0]);
    seeds.forEach(target);
    try {
      assertTimeoutPreemptively(
          Duration.ofSeconds(SECONDS + LONGEST_HANG),
          () -> {
            long end = System.nanoTime() + SECONDS * 1_000_000_000;
            while (System.nanoTime() < end) {
              current.set(mutations.next());
              target.accept(current.get());
            }
          });
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          name + " seed=" + SEED + " input=" + HexFormat.of().formatHex(current.get()), e);
    }
  }

  private static List<byte[]> bytes(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static byte[] word(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
