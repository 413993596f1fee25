package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.unwind.NativeStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/// Threads that go down random paths and block there for a moment. Right after each block the
/// thread itself notes its stack; what was decoded of the block must be the same from the caller of
/// the method that blocked on.
///
/// Arguments: seconds, `platform` or `virtual`.
@SuppressWarnings("try")
public final class WorkMain {
  private static final int THREADS = 6;
  private static final long THRESHOLD_NANOS = 400_000;
  private static final long BLOCK_NANOS = 1_500_000;
  private static final int MOST_WRONG_SHOWN = 5;

  /// What a thread says of itself.
  private record Note(long start, long end, List<String> lines) {}

  private static final Map<Long, Deque<Note>> NOTES = new ConcurrentHashMap<>();
  private static volatile boolean ended;
  private static volatile Object sink;

  private WorkMain() {}

  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime().halt(run(arguments) == 0 ? 0 : 1);
  }

  /// Works.
  ///
  /// @return how many stacks were wrong
  static int run(String[] arguments) throws Exception {
    long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
    boolean virtual = arguments[1].equals("virtual");
    int wrong;
    try (var stacks = new Stacks(Duration.ofNanos(THRESHOLD_NANOS))) {
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        var builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        builder.name("work-" + i).start(() -> work(seed));
      }
      Thread.ofPlatform().daemon().start(WorkMain::churn);
      wrong = compare(stacks, nanos);
      ended = true;
    }
    return wrong;
  }

  private static int compare(Stacks stacks, long nanos) throws InterruptedException {
    var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
    var reasons = new TreeMap<String, Integer>();
    var types = new EnumMap<FrameType, Integer>(FrameType.class);
    var natives = new TreeMap<String, Integer>();
    int equal = 0;
    int wrong = 0;
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Stacks.Blocked blocked = stacks.decoded.poll(100, TimeUnit.MILLISECONDS);
      if (blocked == null) {
        continue;
      }
      Note note = note(blocked);
      if (note == null) {
        continue;
      }
      DecodedStack stack = blocked.stack();
      NativeStack frames = blocked.nativeStack();
      natives.merge(
          frames.outcome() + frames.detail().replaceAll("0x[0-9a-f]+", "ADDRESS"), 1, Integer::sum);
      outcomes.merge(stack.outcome(), 1, Integer::sum);
      if (!stack.detail().isEmpty()) {
        reasons.merge(stack.detail().replaceAll("0x[0-9a-f]+", "ADDRESS"), 1, Integer::sum);
      }
      stack.frames().forEach(frame -> types.merge(frame.type(), 1, Integer::sum));
      if (stack.frames().isEmpty()) {
        continue;
      }
      List<String> lines = fromWork(Stacks.lines(stack));
      boolean same =
          stack.outcome() == Outcome.COMPLETE
              ? lines.equals(note.lines())
              : lines.size() <= note.lines().size()
                  && lines.equals(note.lines().subList(0, lines.size()));
      if (same) {
        equal++;
      } else if (++wrong <= MOST_WRONG_SHOWN) {
        show(note.lines(), lines);
      }
    }
    System.out.println("outcomes " + outcomes + " equal " + equal + " wrong " + wrong);
    System.out.println(stacks.cost());
    System.out.println("frames " + types + " reasons " + reasons);
    System.out.println("native frames " + natives);
    return wrong;
  }

  private static void show(List<String> expected, List<String> lines) {
    int same = 0;
    while (same < expected.size()
        && same < lines.size()
        && expected.get(same).equals(lines.get(same))) {
      same++;
    }
    System.out.println(
        "after %d frames expected %s but was %s"
            .formatted(
                same,
                expected.subList(same, Math.min(same + 3, expected.size())),
                lines.subList(same, Math.min(same + 3, lines.size()))));
  }

  /// What the thread says of that moment; null for a block of another kind.
  private static Note note(Stacks.Blocked blocked) throws InterruptedException {
    Deque<Note> notes = NOTES.get(blocked.tid());
    long deadline = System.nanoTime() + 200_000_000;
    while (notes != null && System.nanoTime() < deadline) {
      synchronized (notes) {
        while (!notes.isEmpty() && notes.peekFirst().end() < blocked.start()) {
          notes.removeFirst();
        }
        Note first = notes.peekFirst();
        if (first != null) {
          return first.start() <= blocked.start() ? first : null;
        }
      }
      Thread.sleep(1);
    }
    return null;
  }

  private static List<String> fromWork(List<String> lines) {
    int from = 0;
    while (from < lines.size()
        && !lines.get(from).startsWith(WorkMain.class.getName() + ".leaf:")) {
      from++;
    }
    return lines.subList(from, lines.size());
  }

  /// Where a thread goes.
  static final class Path {
    final Random random;
    int depth;

    Path(int seed) {
      random = new Random(seed);
    }
  }

  private static void work(int seed) {
    var path = new Path(seed);
    while (!ended) {
      path.depth = path.random.nextInt(30);
      sink = down(path);
    }
  }

  static int down(Path path) {
    if (path.depth-- <= 0) {
      return leaf(path);
    }
    if (path.random.nextInt(300) == 0) {
      return fresh(path);
    }
    return switch (path.random.nextInt(6)) {
      case 0 -> plain(path) + 1;
      case 1 -> List.of(1, 2).stream().mapToInt(i -> i == 1 ? down(path) : i).sum();
      case 2 -> reflected(path);
      case 3 -> handled(path);
      case 4 -> new Small(path).run();
      default -> guarded(path);
    };
  }

  @SuppressWarnings("unchecked")
  private static int fresh(Path path) {
    try {
      var lookup = MethodHandles.lookup().defineHiddenClass(FRESH, true);
      Object stage = lookup.lookupClass().getDeclaredConstructor().newInstance();
      return ((ToIntFunction<Path>) stage).applyAsInt(path);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] freshStage() {
    try (InputStream in = WorkMain.class.getResourceAsStream("FreshStage.class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int plain(Path path) {
    int next = down(path);
    return STEP.after(next);
  }

  private record Small(Path path) {
    int run() {
      return down(path) ^ 1;
    }
  }

  private static int guarded(Path path) {
    try {
      return path.random.nextInt(3) == 0 ? plain(path) : new Small(path).run();
    } finally {
      sink = path;
    }
  }

  private static final Step STEP = new Step();
  private static final byte[] FRESH = freshStage();
  private static final Method METHOD = method();
  private static final MethodHandle HANDLE = handle();
  private static final MethodHandle USLEEP = usleep();

  private static int reflected(Path path) {
    try {
      return (int) METHOD.invoke(null, path);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static int handled(Path path) {
    try {
      return (int) HANDLE.invokeExact(path);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static Method method() {
    try {
      return WorkMain.class.getDeclaredMethod("plain", Path.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle handle() {
    try {
      return MethodHandles.lookup()
          .findStatic(WorkMain.class, "plain", MethodType.methodType(int.class, Path.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /// Blocks in one of five ways and notes the stack. The time that is noted begins there: before,
  /// the thread may have waited for a safepoint, on another line of this method.
  private static int leaf(Path path) {
    switch (path.random.nextInt(5)) {
      case 0 -> leafParked();
      case 1 -> leafSleeping();
      case 2 -> leafWaiting(path);
      case 3 -> leafNative();
      default -> leafIn();
    }
    return 1;
  }

  private static void leafParked() {
    long start = System.nanoTime();
    LockSupport.parkNanos(BLOCK_NANOS);
    note(start);
  }

  private static void leafNative() {
    long start = System.nanoTime();
    try {
      int failed = (int) USLEEP.invokeExact((int) (BLOCK_NANOS / 1_000));
      noteMounted(start);
      if (failed != 0) {
        throw new AssertionError("usleep");
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle usleep() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("usleep"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  private static void leafSleeping() {
    long start = System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(BLOCK_NANOS);
      note(start);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void leafWaiting(Object monitor) {
    long start = System.nanoTime();
    synchronized (monitor) {
      try {
        monitor.wait(1, 500_000);
        note(start);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void leafIn() {
    long start = System.nanoTime();
    synchronized (WorkMain.class) {
      LockSupport.parkNanos(BLOCK_NANOS);
      note(start);
    }
  }

  /// What blocks a virtual thread otherwise leaves its carrier free, which then sleeps by itself.
  private static void note(long start) {
    if (!Thread.currentThread().isVirtual()) {
      noteMounted(start);
    }
  }

  private static void noteMounted(long start) {
    long end = System.nanoTime();
    List<String> lines = fromWork(Stacks.lines(new Throwable().getStackTrace()));
    // a virtual thread may have gone to another thread of the kernel since
    long tid = Tasks.currentThread(Kernel.running());
    Deque<Note> notes = NOTES.computeIfAbsent(tid, _ -> new ArrayDeque<>());
    synchronized (notes) {
      notes.addLast(new Note(start, end, lines));
    }
  }

  /// Collections, which unload the classes of fresh stages.
  private static void churn() {
    try {
      while (!ended) {
        sink = new byte[1 << 20];
        Thread.sleep(20);
        if (ThreadLocalRandom.current().nextInt(20) == 0) {
          System.gc();
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
