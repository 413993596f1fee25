package dev.jebpf.probes;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// The account of one thread, in memory shared by the kernel and the JVM.
///
/// ```
///          +0        +8 .. +128         +136     +144       +152     +160    +168
/// line 0-2 version   state words 0..15  waker    voluntary  started  spanId  attachGap
///          +176           +184
///          fileEnteredAt  fileSyscall
/// line 3   +192  +200      +208    +216     +224       +232     +240       +248
///          tid   outSince  reason  wokenAt  wakerNext  syscall  enteredAt  argument
/// line 4   +256        +264           +272      +280
///          tlsAddress  hotSpotThread  osthread  javaThread
///          +288                  +296       +304        +312
///          claim | blockedCause  blockedAt  blockedFor  wakesAt
/// line 5   +320   +328          +336     +344          +352         +360           +368
///          owner  blockedOwner  blocker  blockerKlass  blockerRead  blockedAsleep  wokenBy
///          +376
///          blockedWokenBy
/// ```
///
/// Lines 0 to 2, but for [#fileEnteredAt] and [#fileSyscall], are written by the kernel only when
/// the slot's own thread is switched in, before it resumes (or switched out, if no program saw it
/// switched in: [SchedulerAccount]), so a thread reads its own words without tearing unless it is
/// preempted in the middle: it re-reads [#version] and retries. Another thread's slot is read
/// between two equal *even* reads of [#version]; a sleep that is still going on is then
/// [#outSince], [#reason] and [#wokenAt] of the same read. Lines 3 to 5 are written by the kernel
/// programs alone; a waker on another CPU writes only [#wokenAt], [#wakerNext] and [#wokenBy]. All
/// times are nanoseconds of `CLOCK_MONOTONIC`. A slot with [#started] 0 has just been claimed and
/// holds nothing yet.
@Layout(size = Slot.BYTES)
public interface Slot extends MapView {
  /// Six cache lines.
  int BYTES = 384;

  /// Slots looked at for a thread, from `tid & (slots - 1)` on, [ThreadSlots#stride] apart,
  /// wrapping.
  int PROBES = 8;

  /// Twice the times this thread was switched in; odd while the kernel is writing lines 0 to 2, so
  /// it changes whenever the state words may have changed.
  @Offset(0)
  long version();

  @Offset(0)
  void version(long value);

  /// Nanoseconds spent in the state with this [State#word].
  @Offset(8)
  @Length(16)
  long state(int word);

  @Offset(8)
  @Length(16)
  void state(int word, long nanos);

  /// Kernel thread id of the task that last woke this thread; 0 if an interrupt did.
  @Offset(136)
  long waker();

  @Offset(136)
  void waker(long tid);

  /// How many of the switches were voluntary.
  @Offset(144)
  long voluntary();

  @Offset(144)
  void voluntary(long count);

  /// When the account of this thread begins: its start, or the attach for a thread that was there
  /// already.
  @Offset(152)
  long started();

  @Offset(152)
  void started(long nanos);

  /// The span the thread is in, written by the JVM, copied into event records; 0 outside any span.
  @Offset(160)
  long spanId();

  @Offset(160)
  void spanId(long id);

  /// For a thread that was asleep at the attach: how long it then slept until its first switch-in,
  /// a sleep whose reason no program saw. Not part of any state word; the reader books it under the
  /// state it found the thread in.
  @Offset(168)
  long attachGap();

  @Offset(168)
  void attachGap(long nanos);

  /// When the system call of [#fileSyscall] was entered.
  @Offset(176)
  long fileEnteredAt();

  @Offset(176)
  void fileEnteredAt(long nanos);

  /// What [#syscall] is, for programs that measure operations on files alone; see [CallNote].
  @Offset(184)
  long fileSyscall();

  @Offset(184)
  void fileSyscall(long numberPlusOne);

  /// Kernel thread id of the owner, 0 when the slot is free, negated when the thread has ended and
  /// its account awaits collection.
  @Offset(192)
  long tid();

  @Offset(192)
  void tid(long value);

  @Atomic
  @Offset(192)
  long compareAndExchangeTid(long expected, long update);

  /// When the thread was switched out; 0 while it runs.
  @Offset(200)
  long outSince();

  @Offset(200)
  void outSince(long nanos);

  /// [State#word] decided at the switch-out.
  @Offset(208)
  int reason();

  @Offset(208)
  void reason(int word);

  /// [State#word] of the last sleep other than a stop: what a system call that a stop interrupted
  /// and the kernel restarted goes back to.
  @Offset(212)
  int lastSleep();

  @Offset(212)
  void lastSleep(int word);

  /// When the sleeping thread was woken; 0 until then, and for good if that was before it left the
  /// CPU.
  @Offset(216)
  long wokenAt();

  @Offset(216)
  void wokenAt(long nanos);

  /// The waker to be published at the next switch-in.
  @Offset(224)
  long wakerNext();

  @Offset(224)
  void wakerNext(long tid);

  /// System call being measured by the I/O programs, plus 1; 0 for none. Or the function, see
  /// [FunctionCalls], or a poll just over, see [PolledDescriptor].
  @Offset(232)
  long syscall();

  @Offset(232)
  void syscall(long numberPlusOne);

  /// When that system call or function was entered.
  @Offset(240)
  long enteredAt();

  @Offset(240)
  void enteredAt(long nanos);

  /// Its first argument, usually a file descriptor or the address of what it is about.
  @Offset(248)
  long argument();

  @Offset(248)
  void argument(long value);

  /// Address of the thread-local variable that holds HotSpot's `Thread*`; 0 until found.
  @Offset(256)
  long tlsAddress();

  @Offset(256)
  void tlsAddress(long address);

  /// HotSpot's `Thread*` that [#osthread] and [#javaThread] are of; 0 until seen.
  @Offset(264)
  long hotSpotThread();

  @Offset(264)
  void hotSpotThread(long address);

  /// Its `OSThread*`; 0 when it is not a plain Java thread.
  @Offset(272)
  long osthread();

  @Offset(272)
  void osthread(long address);

  /// `JavaThread::_monitor_owner_id` when it was first seen: the id of the Java thread.
  @Offset(280)
  long javaThread();

  @Offset(280)
  void javaThread(long id);

  /// The slot's own index while a thread has it; used by [TableClaims] only.
  @Offset(288)
  int claim();

  @Offset(288)
  void claim(int index);

  /// Of the interval that [#blockedAt] tells of: the kernel thread id of who woke the thread, times
  /// [State#WORDS], plus the [State#word].
  @Offset(292)
  int blockedCause();

  @Offset(292)
  void blockedCause(int wakerAndState);

  /// When the thread left the CPU for an interval that is recorded when its system call returns; 0
  /// for none.
  @Offset(296)
  long blockedAt();

  @Offset(296)
  void blockedAt(long nanos);

  /// How long that interval took.
  @Offset(304)
  long blockedFor();

  @Offset(304)
  void blockedFor(long nanos);

  /// When the thread first woke one that is recorded, in the system call that it is in; 0 if it has
  /// not.
  @Offset(312)
  long wakesAt();

  @Offset(312)
  void wakesAt(long nanos);

  /// When the thread last left the CPU for a lock or to park: the id of the Java thread that had
  /// what it waits for, or one of [BlockerOwner].
  @Offset(320)
  long owner();

  @Offset(320)
  void owner(long javaThread);

  /// The [#owner] of the interval that [#blockedAt] tells of.
  @Offset(328)
  long blockedOwner();

  @Offset(328)
  void blockedOwner(long javaThread);

  /// Address of what the thread was blocked by in that interval: of its `ObjectMonitor`, or of the
  /// object it parked with; 0 when it is not known.
  @Offset(336)
  long blocker();

  @Offset(336)
  void blocker(long address);

  /// Address of the `Klass` of the blocker, of a monitor of its object's; 0 when it is not known.
  @Offset(344)
  long blockerKlass();

  @Offset(344)
  void blockerKlass(long address);

  /// [BlockerRead#number] of that.
  @Offset(352)
  int blockerRead();

  @Offset(352)
  void blockerRead(int number);

  /// Of the interval that [#blockedAt] tells of: how much of it passed until the thread was woken.
  @Offset(360)
  long blockedAsleep();

  @Offset(360)
  void blockedAsleep(long nanos);

  /// The waker's [#wakesAt] when it woke this thread; 0 when no record tells its stack.
  @Offset(368)
  long wokenBy();

  @Offset(368)
  void wokenBy(long nanos);

  /// The [#wokenBy] of the interval that [#blockedAt] tells of.
  @Offset(376)
  long blockedWokenBy();

  @Offset(376)
  void blockedWokenBy(long nanos);
}
