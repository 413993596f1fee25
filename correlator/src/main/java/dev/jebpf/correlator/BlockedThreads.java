package dev.jebpf.correlator;

import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.DistinctStacks;
import dev.jebpf.hotspot.stack.Outcome;
import dev.jebpf.hotspot.stack.StackDecoder;
import dev.jebpf.jfr.BlockedInterval;
import dev.jebpf.probes.BlockedHandler;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.probes.State;
import dev.jebpf.unwind.NativeStack;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the records of blocked threads, and the stacks of operations, and decodes them, on a
/// daemon thread of its own, `jebpf-stacks`: a stack is decoded well while what it refers to is
/// still there.
final class BlockedThreads implements BlockedHandler, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(5);
  private static final int MOST_STACKS = 4_096;

  /// Between two looks: stacks that come one by one would each wake the thread, which found its
  /// caches cold.
  private static final Duration REST = Duration.ofMillis(20);

  /// Records at one look that say that more come than should wait: a quarter of the ring buffer,
  /// were all of them large.
  private static final int MANY = 64;

  /// Records that may fail one after the other while all that is left is read.
  private static final int MOST_FAILURES = 100;

  private static final State[] STATES = State.values();

  private final KernelProbes probes;
  private final @Nullable StackDecoder decoder;
  private final RecordJoin join;
  private final Blockers blockers;
  private final StackCounts counts;
  private final KernelStackTexts functions;
  private final NativeStacks natives;
  private final AwaitedStacks wakers = AwaitedStacks.ofWakers();
  private final DistinctStacks stacks = new DistinctStacks(MOST_STACKS);
  private final Thread thread = new Thread(null, this::run, "jebpf-stacks", 0, false);
  private volatile boolean closing;
  private volatile @Nullable String failure;

  BlockedThreads(KernelSide.Attached attached, RecordJoin join, StackCounts counts) {
    this.probes = attached.probes();
    this.decoder = attached.stacks();
    this.functions = new KernelStackTexts(attached.functions());
    this.natives = attached.natives();
    this.join = join;
    this.blockers = new Blockers(decoder, join::nameOfJavaThread);
    this.counts = counts;
  }

  void start() {
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /// What last went wrong; null if nothing did.
  @Nullable String failure() {
    return failure;
  }

  private void run() {
    while (!closing) {
      try {
        int read = probes.pollBlocked(POLL, this);
        wakers.expire();
        if (decoder != null) {
          decoder.idle();
        }
        if (read > 0 && read < MANY) {
          LockSupport.parkNanos(REST.toNanos());
        }
      } catch (RuntimeException e) {
        failure = e.toString();
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
    readAll();
  }

  @Override
  public void onBlocked(BlockedRecord record, MemorySegment stack, long[] kernelStack) {
    if (!join.isOfTheService(record.tid())) {
      return;
    }
    DecodedStack decoded = decode(record, stack);
    NativeStack frames = natives.of(record, stack);
    counts.add(decoded.outcome().label());
    counts.add("native frames: " + frames.outcome().label());
    Consumer<BlockedInterval> commit = join.onBlocked(record);
    var interval =
        new BlockedInterval(
            state(record.state()),
            record.start(),
            record.duration(),
            record.asleep(),
            blockers.of(record),
            stacks.of(decoded),
            functions.of(kernelStack),
            frames,
            null);
    if (record.wokenBy() == 0) {
      commit.accept(interval);
    } else {
      wakers.whenKnown(
          new AwaitedStacks.Key(record.waker(), record.wokenBy()),
          waker -> commit.accept(interval.withWakerStack(waker)));
    }
  }

  @Override
  public void onWoke(BlockedRecord record, MemorySegment stack) {
    wakers.add(
        new AwaitedStacks.Key(record.tid(), record.start()), stacks.of(decode(record, stack)));
  }

  @Override
  public void onOperation(BlockedRecord record, MemorySegment stack) {
    join.onStack(
        new AwaitedStacks.Key(record.tid(), record.start()), stacks.of(decode(record, stack)));
  }

  private DecodedStack decode(BlockedRecord record, MemorySegment stack) {
    StackCopied copied = StackCopied.of(record.copied());
    JavaStacks java = natives.java();
    return copied != StackCopied.COPIED || java == null
        ? DecodedStack.refused(Outcome.ABSENT, copied.label())
        : java.of(record, stack);
  }

  private static String state(int word) {
    for (State state : STATES) {
      if (state.word() == word) {
        return state.label();
      }
    }
    throw new IllegalArgumentException("state: word=" + word);
  }

  /// Reads what there is, after [#close]; unless the thread is still at it.
  void drain() {
    if (!thread.isAlive()) {
      readAll();
    }
  }

  /// A record that can't be handled is passed over.
  private void readAll() {
    for (int failures = 0; failures < MOST_FAILURES; failures++) {
      try {
        probes.pollBlocked(Duration.ZERO, this);
        break;
      } catch (RuntimeException e) {
        failure = e.toString();
      }
    }
    wakers.close();
  }

  /// Ends the thread, which before reads what there is.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
