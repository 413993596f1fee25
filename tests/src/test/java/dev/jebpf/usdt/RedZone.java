package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;

/// Calls a site with a pattern in all registers and around the stack pointer, and looks what is
/// left of it. x86-64.
///
/// The buffer's words: 0-14 rax rbx rcx rdx rsi rdi rbp r8-r15; 16-31 the stack above the return
/// address; 32-47 the 128 bytes below it, from the lowest up; 48-51 xmm0 and xmm15.
final class RedZone {
  private static final int WORDS = 52;
  private static final int UNUSED = 15;

  /// ```
  /// push  rbx, rbp, r12-r15;  sub $0x98,%rsp;  mov %rdx,(%rsp);  mov %rsi,8(%rsp)
  /// 16 times:  in[16+i] -> 16(%rsp,i,8),  in[32+i] -> -136(%rsp,i,8)
  /// in[48..51] -> xmm0, xmm15;  in[0..14] -> registers
  /// call  *(%rsp)
  /// mov   %rdi,144(%rsp);  mov 8(%rsp),%rdi;  registers -> out[0..14]
  /// 16 times:  16(%rsp,i,8) -> out[16+i],  -136(%rsp,i,8) -> out[32+i]
  /// xmm0, xmm15 -> out[48..51];  add $0x98,%rsp;  pop ...;  ret
  /// ```
  private static final String CODE =
      "535541544155415641574881ec9800000048891424488974240831c9488b84cf80000000488944cc1048"
          + "8b84cf00010000488984cc78ffffffffc183f91075dcf30f6f8780010000f3440f6fbf90010000488b07"
          + "488b5f08488b4f10488b5718488b7720488b6f304c8b47384c8b4f404c8b57484c8b5f504c8b67584c8b"
          + "6f604c8b77684c8b7f70488b7f28ff14244889bc2490000000488b7c240848890748895f0848894f1048"
          + "8957184889772048896f304c8947384c894f404c8957484c895f504c8967584c896f604c8977684c897f"
          + "70488b8424900000004889472831c9488b44cc10488984cf80000000488b84cc78ffffff488984cf0001"
          + "0000ffc183f91075dcf30f7f8780010000f3440f7fbf900100004881c498000000415f415e415d415c5d"
          + "5bc3";

  private final Site site;

  RedZone(Site site) {
    this.site = site;
  }

  /// Calls the site.
  ///
  /// @return the words that ever changed, in order
  @SuppressWarnings("restricted")
  String run(int times) throws Throwable {
    TreeSet<Integer> changed = new TreeSet<>();
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle harness =
          Linker.nativeLinker()
              .downcallHandle(code(), FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
      MemorySegment in = arena.allocate(JAVA_LONG, WORDS);
      MemorySegment out = arena.allocate(JAVA_LONG, WORDS);
      Random random = new Random(6);
      for (int word = 0; word < WORDS; word++) {
        in.setAtIndex(JAVA_LONG, word, random.nextLong());
      }
      for (int i = 0; i < times; i++) {
        harness.invokeExact(in, out, site.code());
        long first = in.mismatch(out);
        if (first >= 0) {
          compare(in, out, changed);
        }
      }
    }
    changed.remove(UNUSED);
    return changed.toString();
  }

  private static void compare(MemorySegment in, MemorySegment out, TreeSet<Integer> changed) {
    for (int word = 0; word < WORDS; word++) {
      if (in.getAtIndex(JAVA_LONG, word) != out.getAtIndex(JAVA_LONG, word)) {
        changed.add(word);
      }
    }
  }

  @SuppressWarnings("restricted")
  private static MemorySegment code() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle mmap =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mmap"),
            FunctionDescriptor.of(
                ADDRESS,
                new MemoryLayout[] {ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG}));
    int readWriteExecute = 7;
    int privateAnonymous = 0x22;
    byte[] code = HexFormat.of().parseHex(CODE);
    MemorySegment page =
        (MemorySegment)
            mmap.invokeExact(MemorySegment.NULL, 4096L, readWriteExecute, privateAnonymous, -1, 0L);
    MemorySegment.copy(MemorySegment.ofArray(code), 0, page.reinterpret(4096), 0, code.length);
    return page;
  }
}
