package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.KernelStruct;
import dev.jebpf.map.SegmentBytes;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/// One CPU with a clock, a current task, and sparse kernel and user memory.
final class FakeMachine implements Helpers {
  final FakeStructs structs = new FakeStructs();
  final Map<Long, Long> kernelMemory = new HashMap<>();
  final Map<Long, Long> userMemory = new HashMap<>();
  final Map<Long, PtRegs> registers = new HashMap<>();
  long now = 1_000_000;

  /// Where the traced function's frame lies.
  long frame = 0x8000;

  /// The only frame on the kernel stack of a task that does not run.
  long kernelReturn = 0x9000;

  TaskStruct current = structs.make(TaskStruct.class);

  @Override
  public long ktimeGetNs() {
    return now;
  }

  @Override
  public long getCurrentPidTgid() {
    return (long) current.tgid() << 32 | current.pid();
  }

  @Override
  public int getSmpProcessorId() {
    return 0;
  }

  @Override
  public <T extends KernelStruct> T getCurrentTask(Class<T> type) {
    return type.cast(current);
  }

  @Override
  public <T extends KernelStruct> T taskPtRegs(KernelStruct task, Class<T> type) {
    return type.cast(registers.get(address(task)));
  }

  @Override
  public int getTaskStack(KernelStruct task, Bytes destination, int size) {
    var segment = ((SegmentBytes) destination).segment();
    segment.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, kernelReturn);
    return Long.BYTES;
  }

  @Override
  public <T extends KernelStruct> T cast(Class<T> type, long address) {
    return structs.at(type, address);
  }

  @Override
  public long address(KernelStruct struct) {
    return structs.address(struct);
  }

  @Override
  public boolean exists(Class<? extends KernelStruct> type, String accessor) {
    return !accessor.equals("preemptCount");
  }

  @Override
  public int thisCpuInt(String variable) {
    return 0;
  }

  @Override
  public long frame() {
    return frame;
  }

  @Override
  public boolean sessionIsReturn() {
    return false;
  }

  @Override
  public byte probeReadKernelByte(long address) {
    return (byte) probeReadKernelLong(address);
  }

  @Override
  public short probeReadKernelShort(long address) {
    return (short) probeReadKernelLong(address);
  }

  @Override
  public int probeReadKernelInt(long address) {
    return (int) probeReadKernelLong(address);
  }

  @Override
  public long probeReadKernelLong(long address) {
    return kernelMemory.getOrDefault(address, 0L);
  }

  @Override
  public byte probeReadUserByte(long address) {
    return (byte) probeReadUserLong(address);
  }

  @Override
  public short probeReadUserShort(long address) {
    return (short) probeReadUserLong(address);
  }

  @Override
  public int probeReadUserInt(long address) {
    return (int) probeReadUserLong(address);
  }

  @Override
  public long probeReadUserLong(long address) {
    return userMemory.getOrDefault(address, 0L);
  }

  @Override
  public int probeReadKernel(Bytes destination, int size, long address) {
    return 0;
  }

  @Override
  public int probeReadUser(Bytes destination, int size, long address) {
    return 0;
  }

  /// Strings are of one letter, the word at the address.
  @Override
  public int probeReadKernelStr(Bytes destination, int size, long address) {
    return letter(destination, probeReadKernelLong(address));
  }

  @Override
  public int probeReadUserStr(Bytes destination, int size, long address) {
    return letter(destination, probeReadUserLong(address));
  }

  private static int letter(Bytes destination, long letter) {
    if (letter == 0) {
      return -14;
    }
    var segment = ((SegmentBytes) destination).segment();
    segment.set(ValueLayout.JAVA_BYTE, 0, (byte) letter);
    segment.set(ValueLayout.JAVA_BYTE, 1, (byte) 0);
    return 2;
  }
}
