package dev.jebpf.probes;

import dev.jebpf.lang.FunctionEntry;
import dev.jebpf.lang.FunctionReturn;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.Result;
import dev.jebpf.probes.kernel.FileName;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.IoRequest;
import dev.jebpf.probes.kernel.TaskStruct;

/// The kernel functions through which operations on files go, whatever system call, or request of
/// io_uring, asked for them.
///
/// `read` and `pread` go through `vfs_read`, vectors of buffers through `vfs_readv`, `sendfile`
/// through `do_splice_direct` (`fs/read_write.c`, `fs/splice.c`); io_uring reads by itself
/// (`io_uring/rw.c`). Each is counted once, as the system call's tracepoint counts it
/// ([FunctionCalls]). Mapped files are read by page faults and not seen.
final class IoFunctions {
  private final Helpers helpers;
  private final FunctionCalls calls;
  private final FinishedCalls finished;
  private final Descriptors descriptors;

  IoFunctions(Helpers helpers, FunctionCalls calls, FinishedCalls finished) {
    this.helpers = helpers;
    this.calls = calls;
    this.finished = finished;
    this.descriptors = new Descriptors(helpers);
  }

  private void enter(int function, FileStruct file) {
    Slot slot = calls.entering(function);
    if (slot != null && descriptors.type(file) == Descriptors.REGULAR) {
      calls.begin(slot, function, helpers.address(file));
    }
  }

  private void leave(int function, int kind, long result) {
    Slot slot = calls.returning(function);
    if (slot != null) {
      FileStruct file = helpers.cast(FileStruct.class, slot.argument());
      finished.onFile(kind, slot, result, file);
    }
  }

  @FunctionEntry("vfs_read")
  void read(FileStruct file) {
    enter(FunctionId.READ, file);
  }

  @FunctionReturn("vfs_read")
  void readDone(@Result long result) {
    leave(FunctionId.READ, Kinds.FILE_READ, result);
  }

  @FunctionEntry({"vfs_readv", "do_iter_read"})
  void readv(FileStruct file) {
    enter(FunctionId.READ_VECTOR, file);
  }

  @FunctionReturn({"vfs_readv", "do_iter_read"})
  void readvDone(@Result long result) {
    leave(FunctionId.READ_VECTOR, Kinds.FILE_READ, result);
  }

  @FunctionEntry("vfs_write")
  void write(FileStruct file) {
    enter(FunctionId.WRITE, file);
  }

  @FunctionReturn("vfs_write")
  void writeDone(@Result long result) {
    leave(FunctionId.WRITE, Kinds.FILE_WRITE, result);
  }

  @FunctionEntry({"vfs_writev", "do_iter_write"})
  void writev(FileStruct file) {
    enter(FunctionId.WRITE_VECTOR, file);
  }

  @FunctionReturn({"vfs_writev", "do_iter_write"})
  void writevDone(@Result long result) {
    leave(FunctionId.WRITE_VECTOR, Kinds.FILE_WRITE, result);
  }

  @FunctionEntry("vfs_fsync_range")
  void sync(FileStruct file) {
    enter(FunctionId.SYNC, file);
  }

  @FunctionReturn("vfs_fsync_range")
  void syncDone(@Result int result) {
    leave(FunctionId.SYNC, Kinds.FILE_SYNC, result);
  }

  /// The file behind the first argument of the system call that the current thread is in.
  private FileStruct openFile() {
    TaskStruct task = helpers.getCurrentTask(TaskStruct.class);
    return descriptors.file(task, (int) calls.registers().argument0());
  }

  private void enterSync(int function) {
    Slot slot = calls.entering(function);
    if (slot != null) {
      FileStruct file = openFile();
      if (descriptors.type(file) == Descriptors.REGULAR) {
        calls.begin(slot, function, helpers.address(file));
      }
    }
  }

  /// The system calls themselves too: a compiler that inlines `vfs_fsync_range` into them leaves
  /// nothing else to be attached to (Debian's 6.1 does for `fdatasync`).
  @FunctionEntry({"__x64_sys_fsync", "__arm64_sys_fsync"})
  void fsync() {
    enterSync(FunctionId.FSYNC);
  }

  @FunctionReturn({"__x64_sys_fsync", "__arm64_sys_fsync"})
  void fsyncDone(@Result long result) {
    leave(FunctionId.FSYNC, Kinds.FILE_SYNC, result);
  }

  @FunctionEntry({"__x64_sys_fdatasync", "__arm64_sys_fdatasync"})
  void fdatasync() {
    enterSync(FunctionId.FDATASYNC);
  }

  @FunctionReturn({"__x64_sys_fdatasync", "__arm64_sys_fdatasync"})
  void fdatasyncDone(@Result long result) {
    leave(FunctionId.FDATASYNC, Kinds.FILE_SYNC, result);
  }

  @FunctionEntry("sync_file_range")
  void syncRange(FileStruct file) {
    enter(FunctionId.SYNC_RANGE, file);
  }

  @FunctionReturn("sync_file_range")
  void syncRangeDone(@Result int result) {
    leave(FunctionId.SYNC_RANGE, Kinds.FILE_SYNC, result);
  }

  /// A `sendfile`; where it goes, if to a connection, is looked up when it is done.
  @FunctionEntry("do_splice_direct")
  void splice(FileStruct from) {
    enter(FunctionId.SPLICE, from);
  }

  @FunctionReturn("do_splice_direct")
  void spliceDone(@Result long result) {
    Slot slot = calls.returning(FunctionId.SPLICE);
    if (slot != null) {
      finished.onSendfile(slot, result, helpers.cast(FileStruct.class, slot.argument()));
    }
  }

  @FunctionEntry("vfs_copy_file_range")
  void copy(FileStruct from) {
    enter(FunctionId.COPY, from);
  }

  @FunctionReturn("vfs_copy_file_range")
  void copyDone(@Result long result) {
    leave(FunctionId.COPY, Kinds.FILE_READ, result);
  }

  @FunctionEntry({"do_filp_open", "do_file_open"})
  void open(int directory, FileName name) {
    Slot slot = calls.entering(FunctionId.OPEN);
    if (slot != null) {
      calls.begin(slot, FunctionId.OPEN, helpers.address(name));
    }
  }

  /// @param opened a `struct file *` or an error
  @FunctionReturn({"do_filp_open", "do_file_open"})
  void openDone(@Result long opened) {
    Slot slot = calls.returning(FunctionId.OPEN);
    if (slot != null) {
      FileName name = helpers.cast(FileName.class, slot.argument());
      finished.onOpen(slot, opened, name);
    }
  }

  @FunctionEntry("io_read")
  void uringRead(IoRequest request) {
    enterRequest(FunctionId.URING_READ, request);
  }

  @FunctionReturn("io_read")
  void uringReadDone(@Result int result) {
    leaveRequest(FunctionId.URING_READ, Kinds.FILE_READ, result);
  }

  @FunctionEntry("io_write")
  void uringWrite(IoRequest request) {
    enterRequest(FunctionId.URING_WRITE, request);
  }

  @FunctionReturn("io_write")
  void uringWriteDone(@Result int result) {
    leaveRequest(FunctionId.URING_WRITE, Kinds.FILE_WRITE, result);
  }

  private void enterRequest(int function, IoRequest request) {
    Slot slot = calls.entering(function);
    if (slot != null && descriptors.type(request.file()) == Descriptors.REGULAR) {
      calls.begin(slot, function, helpers.address(request));
    }
  }

  /// @param issued 0 (`IOU_OK`) when the request is complete; else it goes on, or is tried again by
  /// a worker of io_uring
  private void leaveRequest(int function, int kind, int issued) {
    Slot slot = calls.returning(function);
    if (slot == null) {
      return;
    }
    if (issued == 0) {
      IoRequest request = helpers.cast(IoRequest.class, slot.argument());
      finished.onFile(kind, slot, request.result(), request.file());
    } else {
      slot.syscall(0);
    }
  }
}
