package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.catalog.user.ProcessMaps;
import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFiles;
import dev.jebpf.catalog.user.UserFunction;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.probes.LiveEvents.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Events at functions of user space, from the user's text to the records.
@Tag("kernel")
class UserFunctionsKernelTest {
  private static final long NUMBER = -7_654_321;

  @Test
  void shouldSeeEachCallOfEachThreadWithArgumentAndResult() throws Exception {
    UserCode.labs(1); // linked, loaded
    try (var live = LiveEvents.of("uretprobe:libc:labs(arg0)/arg0 < -7000000/")) {
      assertThat(live.missing()).isEmpty();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        long number = NUMBER - i;
        threads.add(Thread.ofPlatform().start(() -> call(number, 500)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      call(3, 10);

      List<Seen> all = live.all();

      assertThat(all).hasSize(2_000);
      assertThat(all).allMatch(s -> s.event().equals("uretprobe.libc.labs"));
      assertThat(all).allMatch(s -> s.result() == -s.number("arg0") && s.duration() > 0);
      for (int i = 0; i < 4; i++) {
        long number = NUMBER - i;
        assertThat(all.stream().filter(s -> s.number("arg0") == number)).hasSize(500);
      }
      assertThat(live.probes.events().total(0).count()).isEqualTo(2_000);
      assertThat(live.probes.events().total(0).unfollowed()).isZero();
    }
  }

  private static void call(long number, int times) {
    for (int i = 0; i < times; i++) {
      UserCode.labs(number);
    }
  }

  @Test
  void shouldReadNumbersAsTheUserSays() throws Exception {
    UserCode.abs(1);
    try (var live =
        LiveEvents.of("uretprobe:libc:abs(n=int32(arg0),low=uint8(arg0),int32(result))")) {
      assertThat(live.missing()).isEmpty();
      UserCode.abs(-5);
      UserCode.abs(Integer.MIN_VALUE);

      List<Seen> mine = live.mine();

      assertThat(mine)
          .extracting(s -> s.number("n"))
          .containsExactly(-5L, (long) 1 << 31 << 32 >> 32);
      assertThat(mine).extracting(s -> s.number("low")).containsExactly(0xfbL, 0L);
      assertThat(mine).extracting(Seen::result).containsExactly(5L, (long) Integer.MIN_VALUE);
    }
  }

  @Test
  void shouldReadTextsOfTheProcess() throws Exception {
    UserCode.getenv("X");
    String large = ElfMachine.running() == ElfMachine.X86_64 ? "rsp" : "sp";
    try (var live =
        LiveEvents.of(
            "uprobe:libc:getenv(name=str(arg0),long=str(arg0),cut=str(arg0,%s))/arg0/"
                .formatted(large))) {
      String name = "jebpf_" + "\u00e4".repeat(3);
      UserCode.getenv(name);
      UserCode.getenv("x".repeat(1_000));

      List<Seen> mine = live.mine();

      assertThat(mine).hasSize(2);
      assertThat(mine.getFirst().text("name")).isEqualTo(name);
      assertThat(mine.getLast().text("long")).isEqualTo("x".repeat(255));
    }
  }

  @Test
  void shouldTimeCallsAndRecordOnlySlowOnes() throws Exception {
    UserCode.usleep(1);
    try (var live =
        LiveEvents.of(
            Map.of(RecordKind.KERNEL_EVENT, 20_000_000L), "uretprobe:libc:usleep(uint32(arg0))")) {
      UserCode.usleep(1_000);
      UserCode.usleep(30_000);

      List<Seen> mine = live.mine();

      assertThat(mine).hasSize(1);
      assertThat(mine.getFirst().number("arg0")).isEqualTo(30_000);
      assertThat(mine.getFirst().duration()).isBetween(30_000_000L, 5_000_000_000L);
    }
  }

  /// The JVM walks stacks on which the kernel has put an address of its own: from Java that C
  /// called, deep within one another, while it collects garbage and throws exceptions.
  @Test
  void shouldLeaveJavaStacksAlone() throws Exception {
    UserCode.sortTwo((_, _) -> 1);
    try (var live = LiveEvents.of("uretprobe:libc:qsort(count=arg1)/arg1 == 2 && arg2 == 4/")) {
      assertThat(live.missing()).isEmpty();
      AtomicInteger deepest = new AtomicInteger();
      AtomicInteger caught = new AtomicInteger();

      nest(12, deepest, caught);

      List<Seen> mine = live.mine();
      assertThat(caught).hasValue(12);
      assertThat(deepest).hasValueGreaterThanOrEqualTo(12 * 2);
      // The innermost returns first; of twelve within one another four are followed.
      assertThat(mine).hasSize(EventProbe.DEEPEST);
      for (int i = 1; i < mine.size(); i++) {
        assertThat(mine.get(i).start()).isLessThan(mine.get(i - 1).start());
        assertThat(mine.get(i).duration()).isGreaterThan(mine.get(i - 1).duration());
      }
      assertThat(live.probes.events().total(0).unfollowed()).isEqualTo(12 - EventProbe.DEEPEST);
      UserCode.sortTwo((_, _) -> 1);
      assertThat(live.mine()).hasSize(EventProbe.DEEPEST + 1);
    }
  }

  private static void nest(int depth, AtomicInteger deepest, AtomicInteger caught) {
    UserCode.sortTwo(
        (_, _) -> {
          try {
            if (depth > 1) {
              nest(depth - 1, deepest, caught);
            } else {
              System.gc();
            }
            throw new IllegalStateException();
          } catch (IllegalStateException e) {
            caught.incrementAndGet();
            long own =
                List.of(e.getStackTrace()).stream()
                    .filter(
                        frame ->
                            frame.getClassName().equals(UserFunctionsKernelTest.class.getName()))
                    .count();
            deepest.accumulateAndGet((int) own, Math::max);
            Thread.getAllStackTraces();
          }
          return 1;
        });
  }

  @Test
  void shouldSeeLibrariesThatAreLoadedLater() throws Exception {
    try (var live = LiveEvents.of("uprobe:libcrypto:OpenSSL_version_num")) {
      assertThat(live.missing())
          .containsExactly(
              "uprobe:libcrypto:OpenSSL_version_num: no library libcrypto is mapped in this"
                  + " process; it is traced as soon as it is loaded");
      UserCode.callOf("libcrypto.so.3", "OpenSSL_version_num");
      live.all(); // has looked again
      assertThat(live.missing()).isEmpty();
      UserCode.callOf("libcrypto.so.3", "OpenSSL_version_num");

      assertThat(live.mine())
          .extracting(Seen::event)
          .containsExactly("uprobe.libcrypto.OpenSSL_version_num");
    }
  }

  @Test
  void shouldSeeAnInstructionWithinAFunction() throws Exception {
    UserCode.labs(1);
    UserFile libc = new UserFiles(ProcessMaps.ofSelf()).find("libc");
    UserFunction labs = libc.functions("labs"::equals).getFirst();
    int second = 1;
    while (!libc.isInstruction(labs, second)) {
      second++;
    }
    assertThat((long) second).isLessThan(labs.size());
    String first = ElfMachine.running() == ElfMachine.X86_64 ? "rdi" : "x0";
    try (var live =
        LiveEvents.of(
            "uprobe:libc:labs+%d(number=%s)/%s == %d/".formatted(second, first, first, NUMBER),
            "uprobe:libc:labs+%d(arg0)".formatted(second))) {
      for (int i = 0; i < 100; i++) {
        assertThat(UserCode.labs(NUMBER)).isEqualTo(-NUMBER);
      }

      assertThat(live.missing())
          .singleElement()
          .asString()
          .contains("arg0: of a function of user space there are inside of it only registers");
      assertThat(live.mine()).hasSize(100).allMatch(s -> s.number("number") == NUMBER);
    }
  }

  /// A breakpoint shows in the memory of those processes that have to pay for it.
  @Test
  void shouldPutNoBreakpointIntoOtherProcesses() throws Exception {
    UserFile libc = new UserFiles(ProcessMaps.ofSelf()).find("libc");
    long offset = libc.functions("labs"::equals).getFirst().offsets().getFirst();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      int before = UserMemory.read("self", libc.path(), offset);
      assertThat(UserMemory.read(Long.toString(other.pid()), libc.path(), offset))
          .isEqualTo(before);
      try (var live = LiveEvents.of("uprobe:libc:labs")) {
        assertThat(live.missing()).isEmpty();
        assertThat(UserMemory.read("self", libc.path(), offset)).isNotEqualTo(before);
        assertThat(UserMemory.read(Long.toString(other.pid()), libc.path(), offset))
            .isEqualTo(before);
      }
      assertThat(UserMemory.read("self", libc.path(), offset)).isEqualTo(before);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void shouldTraceWhatAWildcardMatches() throws Exception {
    UserCode.labs(1);
    try (var live = LiveEvents.of("uprobe:libc:l*abs(arg0)/arg0 == " + NUMBER + "/")) {
      UserCode.labs(NUMBER);

      assertThat(live.probes.events().served())
          .extracting(s -> s.plan().name())
          .containsExactly("uprobe.libc.labs", "uprobe.libc.llabs");
      assertThat(live.mine()).extracting(Seen::event).containsExactly("uprobe.libc.labs");
    }
  }

  @Test
  void shouldSayWhatCannotBeHadAndServeTheRest() throws Exception {
    String elf = System.getProperty("java.home") + "/release";
    try (var live =
        LiveEvents.of(
            "uprobe:libc:memcpy",
            "uprobe:libc:stdout",
            "uprobe:libc:getenvv",
            "uprobe:libc:*",
            "uprobe:libc:zzz*",
            "uprobe:libc:labs(arg9)",
            "uprobe:libc:labs(arg0.x)",
            "uprobe:libc:labs/duration > 1ms/",
            "uprobe:libpthread:pthread_create",
            "uprobe:/no/such/library.so:f",
            "uprobe:" + elf + ":f",
            "uprobe:/proc:f",
            "uprobe:libc:labs+100000",
            "uprobe:libc:labs+1",
            "uretprobe:libc:setjmp",
            "uretprobe:libc:_setjmp",
            "uretprobe:libc:dlopen",
            "uretprobe:libjvm:JNI_CreateJavaVM",
            "uretprobe:libc:labs(str(result))",
            "uretprobe:libc:labs()")) {
      assertThat(live.probes.events().served()).hasSize(1);
      assertThat(live.missing())
          .satisfiesExactlyInAnyOrder(
              m -> assertThat(m).contains("memcpy of /").contains("(it is an ifunc)"),
              m -> assertThat(m).contains("stdout of /").endsWith(" is not a function"),
              m -> assertThat(m).contains("has no function getenvv (did you mean 'getenv'"),
              m -> assertThat(m).contains("at most 64 can be traced with one pattern"),
              m -> assertThat(m).contains("no function of /").contains("matches"),
              m -> assertThat(m).contains("arg9: of a function of user space there are arg0 to"),
              m -> assertThat(m).contains("a value has no members"),
              m -> assertThat(m).contains("the entry of a function (uprobe:) has no duration"),
              m -> assertThat(m).contains("since glibc 2.34 it is part of libc"),
              m -> assertThat(m).contains("there is no file /no/such/library.so"),
              m -> assertThat(m).contains("/release is no usable ELF file (no ELF file: size="),
              m -> assertThat(m).contains("/proc is not a file"),
              m -> assertThat(m).contains("labs has ").contains(" bytes only"),
              m -> assertThat(m).contains("no instruction begins there"),
              m -> assertThat(m).contains("setjmp cannot be traced: it returns more than once"),
              m -> assertThat(m).contains("_setjmp cannot be traced: it returns more than once"),
              m -> assertThat(m).contains("dlopen cannot be traced: it looks at its return"),
              m -> assertThat(m).contains("JavaFrameAnchor"),
              m -> assertThat(m).contains("the result can be read as a number only"));
    }
  }
}
