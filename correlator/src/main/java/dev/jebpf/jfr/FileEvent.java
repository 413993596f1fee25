package dev.jebpf.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;

/// What all events on files have.
abstract class FileEvent extends KernelEvent {
  @FilePath
  @Label("Path")
  @Description("The file")
  String path = "";

  @Count
  @Label("Descriptor")
  @Description("The file descriptor; -1 for none")
  long descriptor;

  @Count
  @Label("Inode")
  @Description("Number of the file in its file system")
  long inode;

  @Name
  @Label("Operation")
  @Description("The system call")
  String operation = "";

  @DataAmount(DataAmount.BYTES)
  @Label("Bytes")
  @Description("Bytes moved")
  long bytes;

  /// Fills in all fields and commits, when anybody wants it.
  final void commit(
      EventOutput output, EventTimes times, KernelOrigin origin, FileOperation operation) {
    if (!output.begin(this, times, operation.startNanos(), operation.durationNanos())) {
      return;
    }
    origin(origin);
    path = operation.path();
    descriptor = operation.descriptor();
    inode = operation.inode();
    this.operation = operation.systemCall();
    bytes = operation.bytes();
    result = operation.result();
    error = operation.error();
    commit(output, origin, operation.stack(), operation.startNanos(), operation.durationNanos());
  }
}
