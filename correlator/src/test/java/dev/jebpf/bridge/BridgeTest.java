package dev.jebpf.bridge;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.hotspot.vm.ThreadLayout;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.State;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BridgeTest {
  private static final int METHOD = 3;
  private static final long SLOT_BYTES = 384;
  private static final int SLOTS = 64;
  private static MethodHandles.Lookup javaLang;
  private static Bridge bridge;
  private static MethodHandle enter;
  private static MethodHandle exit;
  private static ThreadLayout layout;

  private final List<long[]> calls = new ArrayList<>();
  private final List<Throwable> thrown = new ArrayList<>();
  private MemorySegment slots;

  @BeforeAll
  static void defineTheBridge() throws Throwable {
    javaLang = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    bridge = Bridge.define(javaLang);
    Class<?> spans = Class.forName("java.lang.JebpfSpans");
    var lookup = MethodHandles.publicLookup();
    enter = lookup.findStatic(spans, "enter", methodType(long.class, int.class));
    exit =
        lookup.findStatic(
            spans, "exit", methodType(void.class, long.class, int.class, Throwable.class));
    layout = HotSpotVm.bind(Kernel.running(), bridge::nativeThread).layout();
    bridge.methods(8);
  }

  @AfterEach
  void stop() {
    bridge.stop();
  }

  /// Also when the thread was switched out in every span, and its account is read anew.
  @Test
  void shouldAllocateNothing() throws Throwable {
    start();
    MemorySegment slot = slotOfThisThread();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    spans(slot, 20_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    spans(slot, 100_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // The smallest object has 16 bytes, a hundred thousand of them 1.6 MB; what the JVM itself
    // allocates now and then is not a call's.
    assertThat(allocated).isLessThan(20_000);
  }

  private static void spans(MemorySegment slot, int count) throws Throwable {
    for (int i = 0; i < count; i++) {
      long token = (long) enter.invokeExact(METHOD);
      version(slot, 2L * i);
      exit.invokeExact(token, METHOD, (Throwable) null);
    }
  }

  @Test
  void shouldFollowNothingWhileStopped() throws Throwable {
    assertThat(enter()).isZero();
    exit(0, null);
  }

  @Test
  void shouldUseTheDefinitionThatIsThere() {
    assertThat(Bridge.define(javaLang).threads()).contains(Thread.currentThread());
  }

  @Test
  void shouldRefuseASecondFollower() {
    start();

    assertThat(bridge.start(Bridge.Slots.NONE, (_, _) -> {})).isFalse();
  }

  @Test
  void shouldCountCallsAndErrors() throws Throwable {
    start();
    for (int i = 0; i < 100; i++) {
      exit(enter(), i % 10 == 0 ? new IllegalStateException() : null);
    }

    long[] sums = bridge.collect()[METHOD];

    assertThat(count(sums)).isEqualTo(100);
    assertThat(sums[SumLayout.ERRORS]).isEqualTo(10);
    assertThat(sums[SumLayout.WALL]).isPositive();
    assertThat(sums[SumLayout.MAX]).isBetween(sums[SumLayout.WALL] / 100, sums[SumLayout.WALL]);
    assertThat(states(sums, SumLayout.STATES)).containsOnly(0);
  }

  @Test
  void shouldSubtractTheStatesOfTheThreadsSlot() throws Throwable {
    start();
    bridge.threshold(METHOD, 0);
    MemorySegment slot = slotOfThisThread();
    setWord(slot, State.LOCK, 1_000);
    version(slot, 2);
    long outer = enter();
    setWord(slot, State.LOCK, 1_500);
    version(slot, 4);
    long inner = enter();
    setWord(slot, State.DISK, 70);
    slot.set(JAVA_LONG, 136, 4711);
    version(slot, 10);
    exit(inner, null);
    exit(outer, new IllegalStateException("thrown"));

    assertThat(calls).hasSize(2);
    long[] innerCall = calls.get(0);
    assertThat(innerCall[CallLayout.SPAN]).isEqualTo(inner);
    assertThat(innerCall[CallLayout.PARENT]).isEqualTo(outer);
    assertThat(innerCall[CallLayout.DEPTH]).isEqualTo(1);
    assertThat(innerCall[CallLayout.SWITCHES]).isEqualTo(3);
    assertThat(innerCall[CallLayout.WAKER]).isEqualTo(4711);
    assertThat(state(innerCall, State.DISK)).isEqualTo(70);
    assertThat(state(innerCall, State.LOCK)).isZero();
    long[] outerCall = calls.get(1);
    assertThat(outerCall[CallLayout.METHOD]).isEqualTo(METHOD);
    assertThat(outerCall[CallLayout.PARENT]).isZero();
    assertThat(state(outerCall, State.LOCK)).isEqualTo(500);
    assertThat(state(outerCall, State.DISK)).isEqualTo(70);
    assertThat(outerCall[CallLayout.DURATION]).isGreaterThan(innerCall[CallLayout.DURATION]);
    assertThat(thrown.get(1)).hasMessage("thrown");
    long[] sums = bridge.collect()[METHOD];
    assertThat(sums[SumLayout.STATES + State.DISK.word()]).isEqualTo(140);
    assertThat(sums[SumLayout.STATES + State.LOCK.word()]).isEqualTo(500);
  }

  @Test
  void shouldShowTheOpenSpanInTheSlot() throws Throwable {
    start();
    MemorySegment slot = slotOfThisThread();

    long outer = enter();
    long inner = enter();
    assertThat(slot.get(JAVA_LONG, 160)).isEqualTo(inner);
    exit(inner, null);
    assertThat(slot.get(JAVA_LONG, 160)).isEqualTo(outer);
    exit(outer, null);
    assertThat(slot.get(JAVA_LONG, 160)).isZero();
  }

  @Test
  void shouldTakeASlotThatAppearsDuringTheSpan() throws Throwable {
    start();
    bridge.threshold(METHOD, 0);
    long token = enter();
    MemorySegment slot = slotOfThisThread();
    setWord(slot, State.PARK, 42);
    version(slot, 2);
    exit(token, null);

    assertThat(state(calls.getFirst(), State.PARK)).isEqualTo(42);
    assertThat(state(calls.getFirst(), State.OTHER)).isZero();
  }

  @Test
  void shouldBookUnderOtherWhatNoSlotAccountsFor() throws Throwable {
    bridge.start(Bridge.Slots.NONE, this::called);
    bridge.threshold(METHOD, 0);
    exit(enter(), null);

    assertThat(state(calls.getFirst(), State.OTHER))
        .isEqualTo(calls.getFirst()[CallLayout.DURATION]);
  }

  @Test
  void shouldBookVirtualThreadsUnderOtherWithoutHooks() throws Throwable {
    start();
    bridge.threshold(METHOD, 0);
    Thread.ofVirtual()
        .start(
            () -> {
              long token = enter();
              Thread.yield();
              exit(token, null);
            })
        .join();

    assertThat(calls).hasSize(1);
    assertThat(state(calls.getFirst(), State.OTHER))
        .isEqualTo(calls.getFirst()[CallLayout.DURATION]);
  }

  @Test
  void shouldGiveUpSpansThatNeverEnded() throws Throwable {
    start();
    long outer = enter();
    enter();
    enter();
    exit(outer, null);

    assertThat(bridge.losses().abandoned()).isEqualTo(2);
    assertThat(count(bridge.collect()[METHOD])).isEqualTo(1);
  }

  @Test
  void shouldIgnoreATokenOfAnEarlierStart() throws Throwable {
    start();
    long stale = enter();
    bridge.stop();
    assertThat(bridge.losses().unfinished()).isEqualTo(1);
    start();
    exit(stale, null);
    long token = enter();
    exit(stale, null);
    exit(token, null);
    exit(token, null);

    assertThat(count(bridge.collect()[METHOD])).isEqualTo(1);
  }

  @Test
  void shouldCountSpansNestedTooDeep() throws Throwable {
    start();
    recurse(2_000);

    long counted = count(bridge.collect()[METHOD]);
    assertThat(counted).isGreaterThan(250);
    assertThat(counted + bridge.losses().abandoned()).isEqualTo(2_000);
  }

  @Test
  void shouldKeepTheStatisticsOfEndedThreads() throws Throwable {
    start();
    for (int i = 0; i < 20; i++) {
      Thread thread = new Thread(() -> exit(enter(), null));
      thread.start();
      thread.join();
    }

    assertThat(count(bridge.collect()[METHOD])).isEqualTo(20);
    assertThat(count(bridge.collect()[METHOD])).isEqualTo(20);
  }

  @Test
  void shouldKeepMoreMethodsThanATableBeginsWith() throws Throwable {
    start();
    bridge.methods(200);
    for (int method = 0; method < 200; method++) {
      exit.invoke((long) enter.invoke(method), method, (Throwable) null);
    }

    assertThat(Arrays.stream(bridge.collect()).mapToLong(BridgeTest::count)).containsOnly(1L);
  }

  @Test
  void shouldSurviveAListenerThatThrowsAndCallsBack() throws Throwable {
    slots = Arena.global().allocate(SLOTS * SLOT_BYTES, 64);
    bridge.start(
        slotsOf(slots),
        (_, _) -> {
          exit(enter(), null);
          throw new IllegalStateException("listener");
        });
    bridge.threshold(METHOD, 0);
    exit(enter(), null);

    assertThat(bridge.losses().failed()).isEqualTo(1);
    assertThat(count(bridge.collect()[METHOD])).isEqualTo(2);
  }

  private void start() {
    slots = Arena.global().allocate(SLOTS * SLOT_BYTES, 64);
    assertThat(bridge.start(slotsOf(slots), this::called)).isTrue();
    bridge.threshold(METHOD, Long.MAX_VALUE);
  }

  private static Bridge.Slots slotsOf(MemorySegment slots) {
    return new Bridge.Slots(slots.address(), SLOTS, layout.osthread(), layout.threadId());
  }

  private synchronized void called(long[] call, Throwable exception) {
    calls.add(call.clone());
    thrown.add(exception);
  }

  private MemorySegment slotOfThisThread() {
    int tid = Tasks.currentThread(Kernel.running());
    MemorySegment slot = slots.asSlice((tid & (SLOTS - 1)) * SLOT_BYTES, SLOT_BYTES);
    slot.set(JAVA_LONG, 192, tid);
    return slot;
  }

  private static void setWord(MemorySegment slot, State state, long nanos) {
    slot.set(JAVA_LONG, 8 + 8L * state.word(), nanos);
  }

  private static void version(MemorySegment slot, long version) {
    slot.set(JAVA_LONG, 0, version);
  }

  private static long state(long[] call, State state) {
    return call[CallLayout.STATES + state.word()];
  }

  private static long[] states(long[] array, int from) {
    return Arrays.copyOfRange(array, from, from + State.WORDS);
  }

  private static long count(long[] sums) {
    return Arrays.stream(sums, SumLayout.HISTOGRAM, sums.length).sum();
  }

  private void recurse(int depth) {
    if (depth > 0) {
      long token = enter();
      recurse(depth - 1);
      exit(token, null);
    }
  }

  private static long enter() {
    try {
      return (long) enter.invoke(METHOD);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void exit(long token, Throwable thrown) {
    try {
      exit.invoke(token, METHOD, thrown);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
