package dev.jebpf.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// Kernel events as a user writes them: target, fields and condition.
@Timeout(30)
class EventFuzzTest {
  static Stream<byte[]> events() {
    return Stream.of(
            "kernel:vfs_read(count)/result > 4096 && duration > 1ms/",
            "kernel:tcp_sendmsg(sk.__sk_common.skc_dport,size)",
            "fentry:vfs_*",
            "kprobe:tcp_v4_rcv(port=skb.cb[3].x, len = skb.len)",
            "tracepoint:sched:sched_process_fork(child.pid)",
            "tracepoint:syscalls:sys_enter_openat/!(flags & 0x40 == 0 || mode) && -1 != dfd/",
            "kernel:f(x, y = z.w[0].v, u)/x == 1 && y > 2 || result < 0/",
            "uretprobe:libc:write(fd=int32(arg0),str(arg1,arg2))/int32(result) < 0/",
            "usdt:/usr/lib/libjvm.so:hotspot:gc__*(full=uint8(arg0))",
            "uprobe:libc:malloc+0x10(rdi)",
            "kernel:f()/((a) || !b && !(c <= 18446744073709551615))/",
            "kernel:f(\u00e4,\ud83d\ude00)/a == \0\n/")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @DictionaryEntries({
    "kernel:",
    "fentry:",
    "kprobe:",
    "tracepoint:",
    "uprobe:",
    "usdt:own:",
    "int32(",
    "str(",
    "+",
    "result",
    "duration",
    "(",
    ")",
    "[",
    "]",
    "/",
    "||",
    "&&",
    "&",
    "!",
    "==",
    "!=",
    "<=",
    ">=",
    "<",
    ">",
    "=",
    ".",
    ",",
    ":",
    "*",
    "-",
    "0x",
    "1ms",
    "9223372036854775808",
    "99999999999999999999"
  })
  @MethodSource("events")
  @FuzzTest
  void shouldReadOrRefuseAnyEvent(byte[] input) {
    Targets.event(input);
  }
}
