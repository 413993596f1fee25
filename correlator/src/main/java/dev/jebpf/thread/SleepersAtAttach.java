package dev.jebpf.thread;

import dev.jebpf.hotspot.vm.HotSpotThreads;
import dev.jebpf.probes.SleepingCalls;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a thread without a slot waits for: it has been asleep since before the programs were
/// attached, so what it waits for now is what it has waited for all the time.
final class SleepersAtAttach {
  private static final String NO_CALL = "-1";
  private static final int BASE = 16;

  /// Number, six arguments, stack pointer, program counter; a thread in no call shows `-1` and the
  /// last two only, one that runs the word `running`.
  private static final int CALL_FIELDS = 9;

  private final Tasks tasks;
  private final Path descriptors;
  private final SleepingCalls calls;
  private final @Nullable HotSpotThreads hotSpot;

  /// @param process `/proc/self`
  SleepersAtAttach(
      Path process, Tasks tasks, SleepingCalls calls, @Nullable HotSpotThreads hotSpot) {
    this.tasks = tasks;
    this.descriptors = process.resolve("fd");
    this.calls = calls;
    this.hotSpot = hotSpot;
  }

  /// The state of a thread; [State#OTHER] if it runs by now, has ended, or may not be looked at.
  ///
  /// @param javaThread address of its `JavaThread`; 0 if it is no Java thread
  State state(long osThreadId, long javaThread) {
    String line;
    try {
      line = Files.readString(tasks.entry(osThreadId).resolve("syscall")).strip();
    } catch (IOException e) {
      return State.OTHER;
    }
    String[] fields = line.split(" ", -1);
    if (fields.length < CALL_FIELDS) {
      return fields[0].equals(NO_CALL) ? State.FAULT : State.OTHER;
    }
    return calls.state(
        Long.parseLong(fields[0]), argument -> hex(fields[1 + argument]), new Details(javaThread));
  }

  private static long hex(String field) {
    return Long.parseUnsignedLong(field.substring(2), BASE);
  }

  private final class Details implements SleepingCalls.Details {
    private final long javaThread;

    Details(long javaThread) {
      this.javaThread = javaThread;
    }

    @Override
    public State futex(long address, long timeout) {
      return hotSpot == null || javaThread == 0
          ? State.VM
          : hotSpot.futexState(javaThread, address, timeout);
    }

    @Override
    public State descriptor(int descriptor) {
      try {
        Path target = Files.readSymbolicLink(descriptors.resolve(Integer.toString(descriptor)));
        String name = target.toString();
        if (name.startsWith("socket:")) {
          return State.NETWORK;
        }
        boolean onDisk = Files.isRegularFile(target) || Files.isDirectory(target);
        return onDisk ? State.FILE : State.PIPE;
      } catch (IOException e) {
        return State.OTHER;
      }
    }

    @Override
    public int userInt(long address) {
      return hotSpot == null ? 0 : hotSpot.userInt(address);
    }
  }
}
