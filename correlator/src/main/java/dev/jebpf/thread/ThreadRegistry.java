package dev.jebpf.thread;

import dev.jebpf.hotspot.vm.HotSpotThreads;
import dev.jebpf.hotspot.vm.ThreadLayout;
import dev.jebpf.jfr.ThreadDescription;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.linux.Architecture;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.SleepingCalls;
import dev.jebpf.probes.Slot;
import dev.jebpf.probes.State;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.probes.ThreadSlots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All threads of this JVM, known by the kernel's ids.
///
/// Names come from [#refresh], to be called whenever threads have started and before names are
/// asked for. Accounts come from the slots. What a thread is known as is kept until it has ended
/// and its account was handed out, so memory grows with live threads only. Confined to one thread.
public final class ThreadRegistry {
  /// `JavaMain` of the launcher (`java.base/share/native/libjli/java.c`) attaches by this name.
  private static final String DESTROY_JAVA_VM = "DestroyJavaVM";

  private static final String OUTSIDE = "thread outside of this PID namespace";

  /// How many looks an ended thread stays known for its account still to be handed out.
  private static final int LOOKS_AFTER_END = 3;

  /// How many looks it takes to believe that a thread is no Java thread.
  private static final int LOOKS_AT_STRANGER = 5;

  private final MappedArray<Slot> slots;
  private final LiveThreads live;
  private final Tasks tasks;
  private final SleepersAtAttach sleepers;
  private final @Nullable HotSpotThreads hotSpot;
  private final SlotReader reader;
  private final long attachedAt;

  private volatile Map<Long, KnownThread> known = new ConcurrentHashMap<>();
  private volatile Map<Long, KnownThread> byJavaId = new ConcurrentHashMap<>();

  private final RecentlyEnded recentlyEnded = new RecentlyEnded();

  /// How often a thread was looked at that was no Java thread.
  private final Map<Long, Integer> strangerLooks = new HashMap<>();

  /// How often an ended thread was missed.
  private final Map<Long, Integer> missed = new HashMap<>();

  /// What threads asleep at the attach, still without a slot when first looked at, wait for.
  private final Map<Long, State> asleepAtAttach = new HashMap<>();

  ThreadRegistry(
      MappedArray<Slot> slots,
      LiveThreads live,
      Tasks tasks,
      SleepersAtAttach sleepers,
      @Nullable HotSpotThreads hotSpot,
      SlotReader reader,
      long attachedAt) {
    this.slots = slots;
    this.live = live;
    this.tasks = tasks;
    this.sleepers = sleepers;
    this.hotSpot = hotSpot;
    this.reader = reader;
    this.attachedAt = attachedAt;
  }

  /// A registry of this process's threads.
  ///
  /// @param layout of HotSpot's threads; without it Java threads go by the kernel's names
  /// @param attachedAt when the programs were attached, by `System.nanoTime()`
  public static ThreadRegistry ofSelf(
      MappedArray<Slot> slots,
      LiveThreads live,
      Kernel kernel,
      @Nullable ThreadLayout layout,
      long attachedAt) {
    Path self = Path.of("/proc/self");
    HotSpotThreads hotSpot = layout == null ? null : new HotSpotThreads(kernel, layout);
    SleepingCalls calls =
        switch (Architecture.running()) {
          case X86_64 -> SleepingCalls.x86();
          case AARCH64 -> SleepingCalls.aarch64();
        };
    var tasks = new Tasks(self);
    return new ThreadRegistry(
        slots,
        live,
        tasks,
        new SleepersAtAttach(self, tasks, calls, hotSpot),
        hotSpot,
        new SlotReader(System::nanoTime),
        attachedAt);
  }

  /// Looks which threads there are and what they are called now.
  ///
  /// @return false if a new thread has not told yet what it is: it becomes a Java thread, and gets
  /// its name, a moment after it has started
  /// @throws IOException if `/proc` is not there
  public boolean refresh() throws IOException {
    boolean settled = true;
    Map<Long, Thread> javaThreads = javaThreads();
    var now = new ConcurrentHashMap<Long, KnownThread>();
    var java = new ConcurrentHashMap<Long, KnownThread>();
    for (long id : tasks.ids()) {
      Thread thread = javaThreads.get(id);
      KnownThread before = known.get(id);
      if (thread != null) {
        KnownThread is = named(id, thread, before);
        now.put(id, is);
        java.put(is.javaThreadId(), is);
      } else {
        // A thread that is ending is no Java thread any more, but keeps what it was known as.
        now.put(
            id,
            before != null && before.javaThreadId() != 0
                ? before
                : KnownThread.of(id, tasks.comm(id)));
        settled &= strangerLooks.merge(id, 1, Integer::sum) >= LOOKS_AT_STRANGER;
      }
    }
    strangerLooks.keySet().retainAll(now.keySet());
    keepEnded(now);
    known = now;
    byJavaId = java;
    return settled;
  }

  /// After `main` has returned, the JVM gives its kernel thread a second Java thread to wait for
  /// the others in; the account goes on as that of the first.
  private static KnownThread named(long id, Thread thread, @Nullable KnownThread before) {
    return before != null && before.javaThreadId() != 0 && thread.getName().equals(DESTROY_JAVA_VM)
        ? before
        : KnownThread.java(id, thread);
  }

  /// Finds out what every thread without a slot waits for. To be called once, right after the
  /// programs were attached and [#refresh].
  public void classifySleepers() {
    for (KnownThread thread : known.values()) {
      if (ThreadSlots.find(slots, (int) thread.osThreadId()) == null) {
        long javaThread = thread.thread() == null ? 0 : live.nativeThread(thread.thread());
        asleepAtAttach.put(thread.osThreadId(), sleepers.state(thread.osThreadId(), javaThread));
      }
    }
  }

  /// Who a kernel thread is, or was that ended lately; null if it started after the last [#refresh]
  /// or is none of this process.
  public @Nullable KnownThread byOsId(long osThreadId) {
    KnownThread living = known.get(osThreadId);
    return living == null ? recentlyEnded.get(osThreadId) : living;
  }

  /// Notes that a thread has begun, which may have the id of one that has ended.
  public void started(long osThreadId) {
    recentlyEnded.remove(osThreadId);
  }

  /// Who a Java thread is; null for a virtual one.
  public @Nullable KnownThread byJavaId(long javaThreadId) {
    return byJavaId.get(javaThreadId);
  }

  /// The accounts of all live threads, at about this moment.
  public List<ThreadReading> readings() {
    var readings = new ArrayList<ThreadReading>();
    for (KnownThread thread : known.values()) {
      ThreadReading reading = read(thread);
      if (reading != null) {
        readings.add(reading);
      }
    }
    return readings;
  }

  /// Who a thread was that has ended, which is then forgotten.
  ///
  /// @param comm the kernel's name of it, in case nobody looked while it lived
  public KnownThread identify(ThreadEnded ended, String comm) {
    KnownThread who = forget(ended.tid(), comm, ended.javaThread());
    recentlyEnded.add(who);
    return who;
  }

  /// The final account of a thread, from the kernel's record.
  public ThreadReading ended(ThreadEnded ended, KnownThread who) {
    long[] words = new long[State.WORDS];
    for (int word = 0; word < State.WORDS; word++) {
      words[word] = ended.state(word);
    }
    bookGap(words, ended.tid(), ended.attachGap(), unseen(who));
    asleepAtAttach.remove(ended.tid());
    return new ThreadReading(
        describe(who, true, ended.version() / 2, ended.voluntary(), ended.waker()),
        ended.duration(),
        words);
  }

  private @Nullable ThreadReading read(KnownThread thread) {
    long tid = thread.osThreadId();
    Slot slot = ThreadSlots.find(slots, (int) tid);
    SlotReader.Reading reading = slot == null ? null : reader.read(slot, tid);
    if (reading == null) {
      return asleepSinceAttach(thread);
    }
    long[] words = reading.words();
    bookGap(words, tid, reading.attachGap(), unseen(thread));
    return new ThreadReading(
        describe(thread, false, reading.switches(), reading.voluntary(), reading.waker()),
        reading.wallNanos(),
        words);
  }

  /// The account of a thread that no program has seen: all of it the sleep it was found in. Null
  /// for one that was not found asleep; it has ended, or found no slot.
  private @Nullable ThreadReading asleepSinceAttach(KnownThread thread) {
    State state = asleepAtAttach.get(thread.osThreadId());
    if (state == null) {
      return null;
    }
    long wall = System.nanoTime() - attachedAt;
    long[] words = new long[State.WORDS];
    words[state.word()] = wall;
    return new ThreadReading(describe(thread, false, 0, 0, 0), wall, words);
  }

  /// Books the sleep a thread was in at the attach.
  ///
  /// @param unseen the state of one that woke before it was looked at
  private void bookGap(long[] words, long tid, long gap, State unseen) {
    if (gap != 0) {
      words[asleepAtAttach.getOrDefault(tid, unseen).word()] += gap;
    }
  }

  private static State unseen(KnownThread who) {
    return who.javaThreadId() == 0 ? State.VM : State.OTHER;
  }

  private ThreadDescription describe(
      KnownThread who, boolean ended, long switches, long voluntary, long waker) {
    return new ThreadDescription(
        ended ? null : who.thread(),
        who.name(),
        who.javaThreadId(),
        who.osThreadId(),
        false,
        who.kind().label(),
        ended,
        switches,
        voluntary,
        nameOfWaker(waker));
  }

  /// The name of a thread that woke another: null for an interrupt, a number for a thread that is
  /// none of this process; one that the process's PID namespace does not show has not even that.
  public @Nullable String nameOfWaker(long tid) {
    if (tid == 0) {
      return null;
    }
    if (tid < 0) {
      return OUTSIDE;
    }
    KnownThread who = byOsId(tid);
    return who == null ? "thread " + tid : who.name();
  }

  private KnownThread forget(long tid, String comm, long javaThreadId) {
    KnownThread who = known.remove(tid);
    missed.remove(tid);
    // Its last name counts: who looked too early saw its creator's, or none.
    if (who == null || who.javaThreadId() == 0) {
      String before = who == null || who.name().isEmpty() ? "thread " + tid : who.name();
      who = KnownThread.of(tid, comm.isEmpty() ? before : comm);
      if (javaThreadId != 0) {
        return new KnownThread(tid, who.name(), javaThreadId, ThreadKind.JAVA, null);
      }
      return who;
    }
    byJavaId.remove(who.javaThreadId());
    return who;
  }

  /// Keeps what ended threads were known as for a while: their accounts may be under way.
  private void keepEnded(Map<Long, KnownThread> now) {
    for (KnownThread before : known.values()) {
      long id = before.osThreadId();
      if (now.containsKey(id)) {
        missed.remove(id);
      } else if (missed.merge(id, 1, Integer::sum) <= LOOKS_AFTER_END) {
        now.put(id, before);
      } else {
        missed.remove(id);
        asleepAtAttach.remove(id);
      }
    }
  }

  private Map<Long, Thread> javaThreads() {
    var threads = new HashMap<Long, Thread>();
    if (hotSpot == null) {
      return threads;
    }
    for (Thread thread : live.all()) {
      long javaThread = live.nativeThread(thread);
      int osThreadId = javaThread == 0 ? 0 : hotSpot.osThreadId(javaThread);
      if (osThreadId != 0) {
        threads.put((long) osThreadId, thread);
      }
    }
    return threads;
  }
}
