package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// A thread was off the CPU for longer than the threshold; with its raw stack, from the frame that
/// entered the kernel, or else from the last Java frame, on up to its base, where it could be
/// copied.
///
/// ```
/// +64 state | copied   +72 asleep   +80 sp   +88 fp   +96 pc   +104 stackStart
/// +112 stackBytes | stackMissing   +120 hotSpotThread
/// +128 blocker   +136 blockerKlass   +144 owner   +152 blockerRead | 0   +160 wokenBy
/// +168 userPc   +176 userSp   +184 rbp   +192 rbx   +200 r12   +208 r13   +216 r14   +224 r15
/// +232 the stack
/// ```
///
/// Or, when its kind says so, a thread woke others that had been off the CPU for so long; with its
/// stack at that moment. What is not about the stack is then 0 but for [#tid], [#javaThread],
/// [#spanId] and [#start].
///
/// Or it has the stack of a thread at an operation or kernel event of its own, at the moment
/// [#start]; what is not about the stack then means nothing but for [#tid].
///
/// [#start] is when the thread left the CPU, [#duration] how long it was off it, [#waker] the
/// thread that woke it. Records come in as many sizes as there are nested types, for a program
/// reserves a constant number of bytes.
public interface BlockedRecord extends RecordHeader {
  /// Where the stack begins in the record.
  int STACK = RecordHeader.SIZE + 168;

  /// [#kind] of one that tells of a blocked thread.
  int BLOCKED = Kinds.THREAD_BLOCKED;

  /// [#kind] of one that tells of a waker; not a [RecordKind], for these are in a ring buffer of
  /// their own.
  int WOKE = 100;

  /// [#kind] of one that has the stack of an operation ([OperationRecord#stack]).
  int OPERATION = 102;

  /// Without a stack.
  @Layout(size = STACK)
  interface Bare extends BlockedRecord {
    int SIZE = STACK;
  }

  /// Most stacks.
  @Layout(size = Small.SIZE)
  interface Small extends BlockedRecord {
    int BYTES = 1 << 12;
    int SIZE = STACK + BYTES;

    @Offset(STACK)
    @Length(BYTES)
    Bytes stack();
  }

  /// Of a request through the usual frameworks.
  @Layout(size = Middle.SIZE)
  interface Middle extends BlockedRecord {
    int BYTES = 1 << 14;
    int SIZE = STACK + BYTES;

    @Offset(STACK)
    @Length(BYTES)
    Bytes stack();
  }

  /// Of the same while it is still interpreted.
  @Layout(size = Large.SIZE)
  interface Large extends BlockedRecord {
    int BYTES = 1 << 16;
    int SIZE = STACK + BYTES;

    @Offset(STACK)
    @Length(BYTES)
    Bytes stack();
  }

  /// Of recursions; what does not fit is left out at the base.
  @Layout(size = Huge.SIZE)
  interface Huge extends BlockedRecord {
    int BYTES = 1 << 18;
    int SIZE = STACK + BYTES;

    @Offset(STACK)
    @Length(BYTES)
    Bytes stack();
  }

  /// [State#word] of what the thread was off the CPU for.
  @Offset(RecordHeader.SIZE)
  int state();

  @Offset(RecordHeader.SIZE)
  void state(int word);

  /// [StackCopied#number].
  @Offset(RecordHeader.SIZE + 4)
  int copied();

  @Offset(RecordHeader.SIZE + 4)
  void copied(int number);

  /// How long it was before the thread was woken, in nanoseconds; then it waited for a CPU. 0 when
  /// it did not sleep.
  @Offset(RecordHeader.SIZE + 8)
  long asleep();

  @Offset(RecordHeader.SIZE + 8)
  void asleep(long nanos);

  /// `_last_Java_sp` of the thread's frame anchor.
  @Offset(RecordHeader.SIZE + 16)
  long sp();

  @Offset(RecordHeader.SIZE + 16)
  void sp(long address);

  /// `_last_Java_fp`.
  @Offset(RecordHeader.SIZE + 24)
  long fp();

  @Offset(RecordHeader.SIZE + 24)
  void fp(long address);

  /// `_last_Java_pc`; 0 when the program counter is in the word below [#sp].
  @Offset(RecordHeader.SIZE + 32)
  long pc();

  @Offset(RecordHeader.SIZE + 32)
  void pc(long address);

  /// The address that the copy of the stack begins at: [#userSp] where [#userPc] is known,
  /// otherwise that of the word below [#sp].
  @Offset(RecordHeader.SIZE + 40)
  long stackStart();

  @Offset(RecordHeader.SIZE + 40)
  void stackStart(long address);

  /// Bytes copied.
  @Offset(RecordHeader.SIZE + 48)
  int stackBytes();

  @Offset(RecordHeader.SIZE + 48)
  void stackBytes(int count);

  /// Bytes there were besides.
  @Offset(RecordHeader.SIZE + 52)
  int stackMissing();

  @Offset(RecordHeader.SIZE + 52)
  void stackMissing(int count);

  /// Address of the `JavaThread`; 0 when it is not known.
  @Offset(RecordHeader.SIZE + 56)
  long hotSpotThread();

  @Offset(RecordHeader.SIZE + 56)
  void hotSpotThread(long address);

  /// Address of what the thread was blocked by: of the `ObjectMonitor` it waited to enter or to be
  /// notified of, or of the object that it parked with, which may have been moved since; 0 when it
  /// is not known.
  @Offset(RecordHeader.SIZE + 64)
  long blocker();

  @Offset(RecordHeader.SIZE + 64)
  void blocker(long address);

  /// Address of the `Klass` of the monitor's object or of the blocker; 0 when it is not known.
  @Offset(RecordHeader.SIZE + 72)
  long blockerKlass();

  @Offset(RecordHeader.SIZE + 72)
  void blockerKlass(long address);

  /// Id of the Java thread that had the blocker when this one left the CPU, or one of
  /// [BlockerOwner].
  @Offset(RecordHeader.SIZE + 80)
  long owner();

  @Offset(RecordHeader.SIZE + 80)
  void owner(long javaThread);

  /// [BlockerRead#number].
  @Offset(RecordHeader.SIZE + 88)
  int blockerRead();

  @Offset(RecordHeader.SIZE + 88)
  void blockerRead(int number);

  /// [#start] of the record of the waker's stack, whose [#tid] is [#waker]; 0 when there is none.
  @Offset(RecordHeader.SIZE + 96)
  long wokenBy();

  @Offset(RecordHeader.SIZE + 96)
  void wokenBy(long nanos);

  /// Where in user space the thread entered the kernel; 0 when it was not on the stack of the last
  /// Java frame, or the processor is not x86-64. Then no register below means anything.
  @Offset(RecordHeader.SIZE + 104)
  long userPc();

  @Offset(RecordHeader.SIZE + 104)
  void userPc(long address);

  @Offset(RecordHeader.SIZE + 112)
  long userSp();

  @Offset(RecordHeader.SIZE + 112)
  void userSp(long address);

  @Offset(RecordHeader.SIZE + 120)
  long rbp();

  @Offset(RecordHeader.SIZE + 120)
  void rbp(long value);

  @Offset(RecordHeader.SIZE + 128)
  long rbx();

  @Offset(RecordHeader.SIZE + 128)
  void rbx(long value);

  @Offset(RecordHeader.SIZE + 136)
  long r12();

  @Offset(RecordHeader.SIZE + 136)
  void r12(long value);

  @Offset(RecordHeader.SIZE + 144)
  long r13();

  @Offset(RecordHeader.SIZE + 144)
  void r13(long value);

  @Offset(RecordHeader.SIZE + 152)
  long r14();

  @Offset(RecordHeader.SIZE + 152)
  void r14(long value);

  @Offset(RecordHeader.SIZE + 160)
  long r15();

  @Offset(RecordHeader.SIZE + 160)
  void r15(long value);
}
