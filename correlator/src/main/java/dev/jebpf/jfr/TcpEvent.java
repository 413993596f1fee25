package dev.jebpf.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;

/// What all events on TCP connections have.
abstract class TcpEvent extends KernelEvent {
  @NetworkAddress
  @Label("Local Address")
  @Description("Address of this end")
  String localAddress = "";

  @NetworkPort
  @Label("Local Port")
  @Description("Port of this end")
  int localPort;

  @NetworkAddress
  @Label("Remote Address")
  @Description("Address of the other end")
  String remoteAddress = "";

  @NetworkPort
  @Label("Remote Port")
  @Description("Port of the other end")
  int remotePort;

  @Name
  @Label("Operation")
  @Description("The system call, or what the kernel did by itself")
  String operation = "";

  @DataAmount(DataAmount.BYTES)
  @Label("Bytes")
  @Description("Bytes moved")
  long bytes;

  /// Fills in all fields and commits, when anybody wants it.
  final void commit(
      EventOutput output, EventTimes times, KernelOrigin origin, TcpOperation operation) {
    if (!output.begin(this, times, operation.startNanos(), operation.durationNanos())) {
      return;
    }
    origin(origin);
    localAddress = operation.localAddress();
    localPort = operation.localPort();
    remoteAddress = operation.remoteAddress();
    remotePort = operation.remotePort();
    this.operation = operation.systemCall();
    bytes = operation.bytes();
    result = operation.result();
    error = operation.error();
    commit(output, origin, operation.stack(), operation.startNanos(), operation.durationNanos());
  }
}
