package dev.jebpf.probes;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.SocketStruct;
import dev.jebpf.probes.kernel.TaskStruct;

/// Times the I/O system calls of the traced process between their entry and their exit, and hands
/// them to [FileOperations] or [TcpOperations] by what the descriptor refers to.
///
/// Calls that found nothing to do (`EAGAIN`) or will be started again by the kernel count for
/// nothing. A `poll` of a single descriptor right before a call on it is how the JDK waits with a
/// timeout, so the call's time begins with it ([PolledDescriptor]).
final class IoProbe {
  private final Helpers helpers;
  private final Threads threads;
  private final MappedArray<ProbeTable> table;
  private final Descriptors descriptors;
  private final PolledDescriptor polled;
  private final FileOperations files;
  private final TcpOperations tcp;
  private final TcpConnections connections;
  private final Losses losses;
  private final CallNote note;
  private final boolean filesWanted;
  private final boolean tcpWanted;

  /// @param note where the slot has the call
  /// @param filesWanted whether files are measured at all
  /// @param tcpWanted whether TCP connections are
  IoProbe(
      Helpers helpers,
      Threads threads,
      MappedArray<ProbeTable> table,
      FileOperations files,
      TcpOperations tcp,
      TcpConnections connections,
      Losses losses,
      CallNote note,
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
    this.losses = losses;
    this.note = note;
    this.filesWanted = filesWanted;
    this.tcpWanted = tcpWanted;
  }

  /// Runs at every system call of the machine.
  @BtfTracepoint("sys_enter")
  void onEnter(PtRegs regs, long number) {
    TaskStruct task = threads.current();
    if (!threads.traced(task) || operation(number) == IoOperation.NONE) {
      return;
    }
    Slot slot = threads.find(task);
    if (slot == null) {
      losses.callUnaccounted();
      return;
    }
    long now = helpers.ktimeGetNs();
    note.enteredAt(slot, tcpWanted ? polled.start(slot, regs, now) : now);
    note.call(slot, number + 1);
  }

  /// Runs at the end of every system call of the machine.
  @BtfTracepoint("sys_exit")
  void onExit(PtRegs regs, long result) {
    TaskStruct task = threads.current();
    if (!threads.traced(task)) {
      return;
    }
    long number = regs.syscall();
    int operation = operation(number);
    if (operation == IoOperation.NONE) {
      return;
    }
    Slot slot = threads.find(task);
    if (slot == null || note.call(slot) != number + 1) {
      return;
    }
    long now = helpers.ktimeGetNs();
    if (operation == IoOperation.POLL) {
      polled.finished(slot, regs, result, now);
      return;
    }
    if (Results.counts(result)) {
      finished(operation, task, slot, regs, result, now);
    }
    note.call(slot, 0);
  }

  private int operation(long number) {
    if (number < 0 || number >= ProbeTable.SYSCALLS) {
      return IoOperation.NONE;
    }
    int operation = table.at(0).operation((int) number & ProbeTable.SYSCALLS - 1);
    return operation == IoOperation.POLL && !tcpWanted ? IoOperation.NONE : operation;
  }

  private void finished(
      int operation, TaskStruct task, Slot slot, PtRegs regs, long result, long now) {
    int descriptor = descriptor(operation, regs, result);
    FileStruct file = descriptors.file(task, descriptor);
    int type = descriptors.type(file);
    if (tcpWanted && type == Descriptors.SOCKET) {
      onSocket(operation, task, slot, regs, result, now, file, descriptor);
    }
    if (operation == IoOperation.SENDFILE) {
      descriptor = (int) regs.argument1();
      file = descriptors.file(task, descriptor);
      type = descriptors.type(file);
    }
    if (filesWanted && type != Descriptors.SOCKET) {
      onFile(operation, task, slot, regs, result, now, file, descriptor, type);
    }
  }

  /// The descriptor the call is about; -1 for none.
  private static int descriptor(int operation, PtRegs regs, long result) {
    if (operation == IoOperation.OPEN
        || operation == IoOperation.OPEN_AT
        || operation == IoOperation.ACCEPT) {
      return result < 0 ? -1 : (int) result;
    }
    return operation == IoOperation.SYNC_MAPPED ? -1 : (int) regs.argument0();
  }

  private void onSocket(
      int operation,
      TaskStruct task,
      Slot slot,
      PtRegs regs,
      long result,
      long now,
      FileStruct file,
      int descriptor) {
    int kind = socketKind(operation);
    Sock sock = helpers.cast(SocketStruct.class, file.privateData()).sock();
    if (kind == 0 || !connections.tcp(sock)) {
      return;
    }
    boolean countsBytes =
        operation != IoOperation.ACCEPT
            && operation != IoOperation.SEND_MANY
            && operation != IoOperation.RECEIVE_MANY;
    long bytes = countsBytes ? result : 0;
    tcp.finished(kind, task, slot, now, result, bytes, sock, descriptor, regs.argument2());
  }

  private static int socketKind(int operation) {
    if (operation == IoOperation.ACCEPT) {
      return Kinds.TCP_ACCEPT;
    }
    if (operation == IoOperation.READ
        || operation == IoOperation.RECEIVE
        || operation == IoOperation.RECEIVE_MANY) {
      return Kinds.TCP_RECEIVE;
    }
    if (operation == IoOperation.WRITE
        || operation == IoOperation.SEND
        || operation == IoOperation.SEND_MANY
        || operation == IoOperation.SENDFILE) {
      return Kinds.TCP_SEND;
    }
    return 0;
  }

  private void onFile(
      int operation,
      TaskStruct task,
      Slot slot,
      PtRegs regs,
      long result,
      long now,
      FileStruct file,
      int descriptor,
      int type) {
    int kind = fileKind(operation);
    boolean known = type == Descriptors.REGULAR || descriptor < 0;
    if (kind != 0 && known) {
      long path = path(operation, regs);
      files.finished(kind, task, slot, now, result, file, descriptor, path, regs.argument2());
    }
  }

  private static int fileKind(int operation) {
    if (operation == IoOperation.OPEN || operation == IoOperation.OPEN_AT) {
      return Kinds.FILE_OPEN;
    }
    if (operation == IoOperation.READ
        || operation == IoOperation.COPY
        || operation == IoOperation.SENDFILE) {
      return Kinds.FILE_READ;
    }
    if (operation == IoOperation.WRITE) {
      return Kinds.FILE_WRITE;
    }
    return operation == IoOperation.SYNC || operation == IoOperation.SYNC_MAPPED
        ? Kinds.FILE_SYNC
        : 0;
  }

  private static long path(int operation, PtRegs regs) {
    if (operation == IoOperation.OPEN) {
      return regs.argument0();
    }
    return operation == IoOperation.OPEN_AT ? regs.argument1() : 0;
  }
}
