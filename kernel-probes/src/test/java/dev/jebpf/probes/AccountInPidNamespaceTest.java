package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.probes.kernel.Pid;
import dev.jebpf.probes.kernel.PidNamespace;
import dev.jebpf.probes.kernel.TaskStruct;
import dev.jebpf.probes.kernel.Upid;
import org.junit.jupiter.api.Test;

class AccountInPidNamespaceTest {
  private static final int INTERRUPTIBLE = 1;
  private static final int DEAD = 0x80;
  private static final int NAMESPACE = 1_234;

  /// A machine where the traced process lives two PID namespaces deep.
  private static Rig nested() {
    return new Rig(
        ProbeConfig.of(1, HotSpotOffsets.unavailable()).withSlots(16),
        new ProcessIdentity(Rig.TGID, 2, NAMESPACE));
  }

  /// Gives a thread an id in a PID namespace at the depth of the traced process's.
  private static TaskStruct named(Rig rig, TaskStruct task, int number, int namespace) {
    FakeStructs structs = rig.machine.structs;
    Upid first = structs.make(Upid.class);
    structs.set(
        structs.at(Upid.class, structs.address(first) + 32),
        "number",
        number,
        "namespace",
        structs.make(PidNamespace.class, "inode", namespace));
    structs.set(task, "threadPid", structs.make(Pid.class, "level", 2, "first", first));
    return task;
  }

  @Test
  void shouldNameOnlyWakersThatThePidNamespaceShows() {
    Rig inner = nested();
    TaskStruct thread = named(inner, inner.task(101), 7, NAMESPACE);
    TaskStruct neighbour = named(inner, inner.task(500, 501), 9, NAMESPACE);
    TaskStruct elsewhere = named(inner, inner.task(600, 601), 9, NAMESPACE + 1);
    TaskStruct above = inner.task(700, 701);
    assertThat(wakerOf(inner, thread, neighbour)).isEqualTo(9);
    assertThat(wakerOf(inner, thread, elsewhere)).isEqualTo(Threads.OUTSIDE);
    assertThat(wakerOf(inner, thread, above)).isEqualTo(Threads.OUTSIDE);
  }

  private static long wakerOf(Rig rig, TaskStruct sleeper, TaskStruct waker) {
    rig.in(sleeper);
    rig.out(sleeper, INTERRUPTIBLE);
    rig.machine.current = waker;
    rig.wake(sleeper);
    rig.in(sleeper);
    return rig.maps.slots().at(7).waker();
  }

  @Test
  void shouldUseTheIdsOfThePidNamespace() {
    Rig inner = nested();
    var structs = inner.machine.structs;
    TaskStruct thread = named(inner, inner.task(101), 7, NAMESPACE);
    inner.in(thread);
    assertThat(inner.maps.slots().at(7).tid()).isEqualTo(7);
    inner.machine.current = thread;
    structs.set(thread, "flags", 4);
    inner.account.onThreadExit(thread);
    inner.out(thread, INTERRUPTIBLE);
    inner.in(thread);
    assertThat(inner.maps.losses().lookup(0).switchesUnaccounted()).isZero();
    structs.set(thread, "threadPid", structs.at(Pid.class, 0));
    inner.out(thread, DEAD);
    assertThat(inner.records()).hasSize(1);
    for (int i = 0; i < 16; i++) {
      assertThat(inner.maps.slots().at(i).tid()).isZero();
    }
  }
}
