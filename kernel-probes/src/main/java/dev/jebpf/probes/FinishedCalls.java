package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.FileName;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.SocketStruct;
import dev.jebpf.probes.kernel.TaskStruct;

/// Hands calls of kernel functions that have returned to [FileOperations] and [TcpOperations], with
/// the system call they belong to: its number, descriptor and third argument are in the registers
/// it was entered with. A request that a worker of io_uring carries out has none.
final class FinishedCalls {
  private final Helpers helpers;
  private final Threads threads;
  private final MappedArray<ProbeTable> table;
  private final Descriptors descriptors;
  private final PolledDescriptor polled;
  private final FileOperations files;
  private final TcpOperations tcp;
  private final TcpConnections connections;
  private final boolean filesWanted;
  private final boolean tcpWanted;

  FinishedCalls(
      Helpers helpers,
      Threads threads,
      MappedArray<ProbeTable> table,
      FileOperations files,
      TcpOperations tcp,
      TcpConnections connections,
      boolean filesWanted,
      boolean tcpWanted) {
    this.helpers = helpers;
    this.threads = threads;
    this.table = table;
    this.descriptors = new Descriptors(helpers);
    this.polled = new PolledDescriptor(helpers);
    this.files = files;
    this.tcp = tcp;
    this.connections = connections;
    this.filesWanted = filesWanted;
    this.tcpWanted = tcpWanted;
  }

  private PtRegs registers() {
    return threads.registers(threads.current());
  }

  private int operation(PtRegs regs) {
    long number = regs.syscall();
    if (number < 0 || number >= ProbeTable.SYSCALLS) {
      return IoOperation.NONE;
    }
    return table.at(0).operation((int) number & ProbeTable.SYSCALLS - 1);
  }

  void onFile(int kind, Slot slot, long result, FileStruct file) {
    if (Results.counts(result)) {
      file(kind, slot, result, file, registers(), helpers.ktimeGetNs());
    }
    slot.syscall(0);
  }

  private void file(int kind, Slot slot, long result, FileStruct file, PtRegs regs, long now) {
    int operation = operation(regs);
    boolean given = operation != IoOperation.NONE && operation != IoOperation.SYNC_MAPPED;
    int descriptor = given ? (int) regs.argument0() : -1;
    if (operation == IoOperation.SENDFILE) {
      descriptor = (int) regs.argument1();
    }
    long argument = given ? regs.argument2() : 0;
    TaskStruct task = threads.current();
    slot.syscall(regs.syscall() + 1);
    files.finished(kind, task, slot, now, result, file, descriptor, 0, argument);
  }

  /// A `sendfile`, which reads a file and maybe sends to a connection.
  void onSendfile(Slot slot, long result, FileStruct from) {
    if (Results.counts(result)) {
      PtRegs regs = registers();
      long now = helpers.ktimeGetNs();
      if (tcpWanted && operation(regs) == IoOperation.SENDFILE) {
        sent(slot, result, regs, now);
      }
      if (filesWanted) {
        file(Kinds.FILE_READ, slot, result, from, regs, now);
      }
    }
    slot.syscall(0);
  }

  private void sent(Slot slot, long result, PtRegs regs, long now) {
    TaskStruct task = threads.current();
    int descriptor = (int) regs.argument0();
    FileStruct to = descriptors.file(task, descriptor);
    if (descriptors.type(to) != Descriptors.SOCKET) {
      return;
    }
    Sock sock = helpers.cast(SocketStruct.class, to.privateData()).sock();
    if (connections.tcp(sock)) {
      slot.syscall(regs.syscall() + 1);
      tcp.finished(
          Kinds.TCP_SEND, task, slot, now, result, result, sock, descriptor, regs.argument2());
    }
  }

  /// An `open`: of a regular file, or failed.
  ///
  /// @param opened a `struct file *` or an error
  void onOpen(Slot slot, long opened, FileName name) {
    if (Results.error(opened)) {
      if (Results.counts(opened)) {
        opened(slot, opened, helpers.cast(FileStruct.class, 0), name.text());
      }
    } else {
      FileStruct file = helpers.cast(FileStruct.class, opened);
      if (descriptors.type(file) == Descriptors.REGULAR) {
        opened(slot, 0, file, 0);
      }
    }
    slot.syscall(0);
  }

  private void opened(Slot slot, long result, FileStruct file, long path) {
    PtRegs regs = registers();
    long argument = operation(regs) == IoOperation.NONE ? 0 : regs.argument2();
    slot.syscall(regs.syscall() + 1);
    files.finished(
        Kinds.FILE_OPEN,
        threads.current(),
        slot,
        helpers.ktimeGetNs(),
        result,
        file,
        -1,
        path,
        argument);
  }

  /// @param result bytes or a negative errno; 0 for an accept
  void onTcp(int kind, Slot slot, long result, Sock sock) {
    if (Results.counts(result) && connections.tcp(sock)) {
      PtRegs regs = registers();
      boolean given = kind != Kinds.TCP_ACCEPT && operation(regs) != IoOperation.NONE;
      int descriptor = given ? (int) regs.argument0() : -1;
      long argument = given ? regs.argument2() : 0;
      TaskStruct task = threads.current();
      slot.syscall(regs.syscall() + 1);
      tcp.finished(
          kind,
          task,
          slot,
          helpers.ktimeGetNs(),
          result,
          kind == Kinds.TCP_ACCEPT ? 0 : result,
          sock,
          descriptor,
          argument);
    }
    slot.syscall(0);
  }

  /// A `poll`; see [PolledDescriptor].
  void onPoll(Slot slot, long result) {
    polled.finished(slot, registers(), result, helpers.ktimeGetNs());
  }
}
