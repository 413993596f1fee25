package dev.jebpf.hotspot.stack;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.catalog.KernelAddresses;
import dev.jebpf.correlator.JavaStacks;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.hotspot.vm.AnchorLayout;
import dev.jebpf.hotspot.vm.BlockerLayout;
import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.BlockedConfig;
import dev.jebpf.probes.BlockedHandler;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.BlockerRead;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.unwind.NativeImage;
import dev.jebpf.unwind.NativeOutcome;
import dev.jebpf.unwind.NativeStack;
import dev.jebpf.unwind.NativeUnwinder;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The kernel programs of this JVM with a thread that decodes the stacks of blocked threads.
@SuppressWarnings("try")
final class Stacks implements BlockedHandler, AutoCloseable {
  /// A record that was decoded.
  record Blocked(
      long tid,
      long javaThread,
      long start,
      long duration,
      int state,
      By by,
      long waker,
      long wokenBy,
      List<String> kernelStack,
      DecodedStack stack,
      NativeStack nativeStack) {}

  /// A thread woke others.
  record Waker(long tid, long javaThread, long start, DecodedStack stack) {}

  /// What the thread was blocked by.
  record By(BlockerRead read, @Nullable String className, long address, long owner) {}

  /// What is to be had of native frames.
  static final NativeOutcome NATIVE_FRAMES =
      ElfMachine.running() == ElfMachine.X86_64 ? NativeOutcome.COMPLETE : NativeOutcome.ABSENT;

  private static final VarHandle EETOP = eetop();

  final BlockingQueue<Blocked> decoded = new LinkedBlockingQueue<>();
  final BlockingQueue<Waker> wakers = new LinkedBlockingQueue<>();
  final KernelProbes probes;
  private final KernelAddresses kernel = KernelAddresses.ofRunningKernel();
  private final StackDecoder decoder;
  private final NativeUnwinder unwinder = new NativeUnwinder(Kernel.running());
  private final JavaStacks java;
  private final Thread thread = new Thread(this::run, "decoder");
  private volatile boolean closing;
  volatile Throwable failure;
  private long count;
  private long nanos;
  private long nativeNanos;

  Stacks(Duration threshold) throws Exception {
    HotSpotVm vm = HotSpotVm.bind(Kernel.running(), Stacks::javaThread);
    decoder = StackDecoder.ofThisProcess(Kernel.running());
    java = new JavaStacks(decoder, unwinder);
    probes =
        KernelProbes.open(
            ProbeConfig.of((int) ProcessHandle.current().pid(), vm.offsets())
                .withThresholds(Map.of())
                .withBlocked(
                    BlockedConfig.of(
                            threshold.toNanos(),
                            AnchorLayout.ofThisProcess(),
                            BlockerLayout.ofThisProcess(bridge()))
                        .withKernelStacks(true)));
    boolean _ = kernel.known(); // reads the symbols before anything is to be decoded
    unwinder.load();
    thread.setDaemon(true);
    thread.start();
  }

  static long javaThread(Thread thread) {
    return (long) EETOP.getVolatile(thread);
  }

  private void run() {
    try {
      while (!closing) {
        probes.pollBlocked(Duration.ofMillis(100), this);
        decoder.idle();
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  @Override
  public void onWoke(BlockedRecord record, MemorySegment stack) {
    wakers.add(new Waker(record.tid(), record.javaThread(), record.start(), decode(record, stack)));
  }

  @Override
  public void onOperation(BlockedRecord record, MemorySegment stack) {
    throw new AssertionError("none is wanted");
  }

  @Override
  public void onBlocked(BlockedRecord record, MemorySegment stack, long[] kernelStack) {
    long begin = System.nanoTime();
    DecodedStack result = decode(record, stack);
    long middle = System.nanoTime();
    NativeStack frames = unwind(record, stack);
    nanos += middle - begin;
    nativeNanos += System.nanoTime() - middle;
    count++;
    decoded.add(
        new Blocked(
            record.tid(),
            record.javaThread(),
            record.start(),
            record.duration(),
            record.state(),
            by(record),
            record.waker(),
            record.wokenBy(),
            Arrays.stream(kernelStack).mapToObj(kernel::name).toList(),
            result,
            frames));
  }

  private NativeStack unwind(BlockedRecord record, MemorySegment stack) {
    return StackCopied.of(record.copied()) == StackCopied.COPIED
            && record.sp() != 0
            && record.userPc() != 0
        ? unwinder.unwind(
            NativeImage.of(record, stack), pc -> decoder.isCodeOf(pc, StackImage.of(record, stack)))
        : NativeStack.refused(NativeOutcome.ABSENT, "");
  }

  private DecodedStack decode(BlockedRecord record, MemorySegment stack) {
    StackCopied copied = StackCopied.of(record.copied());
    return copied == StackCopied.COPIED
        ? java.of(record, stack)
        : DecodedStack.refused(Outcome.ABSENT, copied.toString());
  }

  private By by(BlockedRecord record) {
    BlockerRead read = BlockerRead.of(record.blockerRead());
    String name =
        read == BlockerRead.KNOWN
            ? decoder.className(record.blockerKlass(), record.start() + record.duration())
            : null;
    return new By(read, name, record.blocker(), record.owner());
  }

  private static Bridge bridge() throws ReflectiveOperationException {
    return Bridge.define(MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()));
  }

  /// What a stack cost to decode on average.
  String cost() {
    return "decoded %d stacks, each %.1f us and %.1f reads of memory; native frames %.1f us"
        .formatted(
            count,
            nanos / 1e3 / count,
            (double) decoder.reads() / count,
            nativeNanos / 1e3 / count);
  }

  /// What a stack trace makes of the same thread at the same moment.
  static List<String> lines(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .map(
            e ->
                new JavaFrame(
                        new JavaMethod(e.getClassName(), e.getMethodName(), "", false, false),
                        0,
                        e.getLineNumber(),
                        FrameType.INTERPRETED)
                    .toString())
        .toList();
  }

  static List<String> lines(DecodedStack stack) {
    return stack.frames().stream()
        .filter(frame -> !frame.method().hidden())
        .map(JavaFrame::toString)
        .toList();
  }

  @Override
  public void close() throws Exception {
    closing = true;
    thread.join();
    probes.close();
    if (failure != null) {
      throw new AssertionError(failure);
    }
  }

  private static VarHandle eetop() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "eetop", long.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Thread.eetop", e);
    }
  }
}
