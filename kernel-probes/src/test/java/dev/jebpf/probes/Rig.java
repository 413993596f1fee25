package dev.jebpf.probes;

import dev.jebpf.lang.MapView;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.map.Maps;
import dev.jebpf.map.MemoryRingBuffer;
import dev.jebpf.probes.kernel.CfsRunQueue;
import dev.jebpf.probes.kernel.FdTable;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.FilesStruct;
import dev.jebpf.probes.kernel.Inode;
import dev.jebpf.probes.kernel.KernelInt;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.RunQueue;
import dev.jebpf.probes.kernel.SchedEntity;
import dev.jebpf.probes.kernel.TaskStruct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The programs on a machine of fakes, with the traced process 100 and its threads.
final class Rig {
  static final int TGID = 100;
  static final long ATTACHED = 1_000_000;
  private static final long FILES = 0x5000;
  private static final long RUN_QUEUE = 0x7000;
  private static final long PREEMPT_COUNT = 0x7700;
  private static final int NANOSLEEP = 35;
  private static final int INTERRUPTIBLE = 1;
  private static final long SCHEDULER_AHEAD = 12_345;

  final FakeMachine machine = new FakeMachine();
  final ProbeMaps maps;
  final SchedulerAccount account;
  final IoProbe io;
  final IoFunctions files;
  final TcpFunctions connections;
  final TcpProbe tcp;
  final BlockedReturns returns;
  private final RingBuffer ring;
  private final FilesStruct descriptors;
  private final Map<Integer, TaskStruct> tasks = new HashMap<>();
  private final SchedEntity schedEntity;
  private final TaskStruct idle;

  Rig() {
    this(ProbeConfig.of(TGID, HotSpotOffsets.unavailable()).withSlots(16));
  }

  Rig(ProbeConfig config) {
    this(config, ProcessIdentity.initial(TGID));
  }

  Rig(ProbeConfig config, ProcessIdentity process) {
    this(config, process, new AtomicClaims());
  }

  Rig(ProbeConfig config, ProcessIdentity process, SlotClaims claims) {
    maps = ProbeMaps.of(Maps.inMemory(), config);
    ProbeTable.fill(maps.table().at(0), false, config);
    maps.table().at(0).attachedAt(ATTACHED);
    ring = maps.ring();
    var programs =
        new ProbePrograms(
            machine,
            config,
            process,
            maps,
            new KernelTraits(
                false,
                new PreemptCount(true, PREEMPT_COUNT - RUN_QUEUE),
                new HelperRegisters(machine),
                claims));
    account = programs.account();
    io = programs.io(config.files(), config.tcp());
    files = programs.files(config.files(), config.tcp());
    connections = programs.connections();
    tcp = programs.tcp();
    returns = programs.blockedReturns();
    FdTable table = machine.structs.make(FdTable.class, "capacity", 64, "files", FILES);
    descriptors = machine.structs.make(FilesStruct.class, "table", table);
    CfsRunQueue queue =
        machine.structs.make(CfsRunQueue.class, "owner", machine.cast(RunQueue.class, RUN_QUEUE));
    schedulerClock();
    schedEntity = machine.structs.make(SchedEntity.class, "runQueue", queue);
    idle = task(0, 0);
  }

  TaskStruct task(int tid) {
    return task(TGID, tid);
  }

  TaskStruct task(int tgid, int tid) {
    return tasks.computeIfAbsent(
        tid,
        _ -> {
          TaskStruct made =
              machine.structs.make(
                  TaskStruct.class,
                  "pid",
                  tid,
                  "tgid",
                  tgid,
                  "files",
                  descriptors,
                  "startTime",
                  5L,
                  "schedEntity",
                  schedEntity);
          call(made, -1);
          return made;
        });
  }

  /// Lets the task be in a system call.
  void call(TaskStruct task, long number, long... arguments) {
    Object[] members = new Object[2 + 2 * arguments.length];
    members[0] = "syscall";
    members[1] = number;
    for (int i = 0; i < arguments.length; i++) {
      members[2 + 2 * i] = "argument" + i;
      members[3 + 2 * i] = arguments[i];
    }
    machine.registers.put(machine.address(task), machine.structs.make(PtRegs.class, members));
  }

  /// The task calls `nanosleep` and leaves the CPU.
  void fallAsleep(TaskStruct task) {
    call(task, NANOSLEEP);
    out(task, INTERRUPTIBLE);
  }

  FileStruct open(int descriptor, int mode) {
    Inode inode = machine.structs.make(Inode.class, "mode", mode, "number", 7_000L + descriptor);
    FileStruct file = machine.structs.make(FileStruct.class, "inode", inode);
    machine.kernelMemory.put(FILES + 8L * descriptor, machine.address(file));
    return file;
  }

  /// What the CPU's preempt count is from now on.
  void preemptCount(int count) {
    machine.structs.set(machine.cast(KernelInt.class, PREEMPT_COUNT), "value", count);
  }

  void pass(long nanos) {
    machine.now += nanos;
    schedulerClock();
  }

  /// The scheduler's clock, which is another than that of programs.
  private long schedulerClock() {
    long clock = machine.now + SCHEDULER_AHEAD;
    machine.structs.set(machine.cast(RunQueue.class, RUN_QUEUE), "clock", clock);
    return clock;
  }

  /// The scheduler gives the task a CPU where no program runs.
  void arriveUnseen(TaskStruct task) {
    machine.structs.set(task, "lastArrival", schedulerClock(), "lastQueued", 0L);
    machine.current = task;
  }

  /// The task is woken where no program runs.
  void queueUnseen(TaskStruct task) {
    machine.structs.set(task, "lastQueued", schedulerClock());
  }

  /// The task leaves the CPU to nobody.
  void out(TaskStruct task, int state) {
    machine.structs.set(task, "state", state);
    machine.current = task;
    account.onSwitch(false, task, idle, state);
    machine.current = idle;
  }

  void preempt(TaskStruct task, int state) {
    machine.structs.set(task, "state", state);
    machine.current = task;
    account.onSwitch(true, task, idle, state);
    machine.current = idle;
  }

  void in(TaskStruct task) {
    machine.current = idle;
    account.onSwitch(false, idle, task, 0);
    machine.current = task;
  }

  void wake(TaskStruct task) {
    account.onWaking(task);
  }

  /// The task makes a system call that takes `nanos`.
  void syscall(TaskStruct task, long number, long result, long nanos, long... arguments) {
    call(task, number, arguments);
    machine.current = task;
    PtRegs regs = machine.registers.get(machine.address(task));
    io.onEnter(regs, number);
    pass(nanos);
    io.onExit(regs, result);
  }

  /// The task's system call is over.
  void returned(TaskStruct task) {
    machine.current = task;
    returns.onReturn(machine.registers.get(machine.address(task)), 0);
  }

  /// The records of blocked threads since the last call.
  List<BlockedRecord> blocked() {
    return ((MemoryRingBuffer) maps.blocked())
        .drain().stream().map(BlockedRecord.class::cast).toList();
  }

  OperationTotals totals(RecordKind kind) {
    return maps.totals().lookup(kind.number());
  }

  Slot slot(TaskStruct task) {
    for (int i = 0; i < maps.slots().length(); i++) {
      if (maps.slots().at(i).tid() == task.pid()) {
        return maps.slots().at(i);
      }
    }
    throw new AssertionError("no slot: tid=" + task.pid());
  }

  boolean hasSlot(TaskStruct task) {
    for (int i = 0; i < maps.slots().length(); i++) {
      if (maps.slots().at(i).tid() == task.pid()) {
        return true;
      }
    }
    return false;
  }

  long booked(TaskStruct task, State state) {
    return slot(task).state(state.word());
  }

  long bookedInAll(TaskStruct task) {
    long sum = 0;
    for (int word = 0; word < State.WORDS; word++) {
      sum += slot(task).state(word);
    }
    return sum;
  }

  List<MapView> records() {
    return ((MemoryRingBuffer) ring).drain();
  }
}
