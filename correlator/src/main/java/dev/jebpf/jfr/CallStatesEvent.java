package dev.jebpf.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Timespan;

/// An event that says where the time of calls went, on virtual threads too.
abstract class CallStatesEvent extends StatesEvent {
  @Timespan(Timespan.NANOSECONDS)
  @Label("Parked")
  @Description("Of a virtual thread: not mounted, for anything but a carrier; is in the states too")
  long parked;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Parked for Socket")
  @Description("The part of Parked in which it waited for a socket or a selector")
  long parkedSocket;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Parked for Lock")
  @Description("The part of Parked in which a lock of java.util.concurrent belonged to a thread")
  long parkedLock;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Parked for Join")
  @Description("The part of Parked in which it waited for another virtual thread to end")
  long parkedJoin;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Pinned")
  @Description(
      "Of a virtual thread: time in lock, wait, park and sleep in which it kept its carrier")
  long pinned;

  @Count
  @Label("Pins by Native Frame")
  @Description("Times it parked and kept its carrier because of a native frame on its stack")
  long pinsNative;

  @Count
  @Label("Pins by Critical Section")
  @Description("Times it parked and kept its carrier because of a critical section of the JDK")
  long pinsCritical;

  /// Fills in what is a virtual thread's alone.
  final void virtual(VirtualTimes times) {
    parked = times.parked();
    parkedSocket = times.parkedSocket();
    parkedLock = times.parkedLock();
    parkedJoin = times.parkedJoin();
    pinned = times.pinned();
    pinsNative = times.pinsNative();
    pinsCritical = times.pinsCritical();
  }
}
