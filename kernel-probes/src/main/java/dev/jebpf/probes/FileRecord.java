package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// A system call on a regular file that took longer than its threshold.
///
/// The name is either a run of NUL-terminated components from the file up to the root (`app.log`,
/// `log`, `var` for `/var/log/app.log`), or, after an open that failed, the path as the program
/// gave it. [#result] is what the call returned; bytes moved are a positive result of a read or
/// write.
@Layout(size = OperationRecord.SIZE + 40 + FileRecord.NAME_BYTES)
public interface FileRecord extends OperationRecord {
  /// Room for a name; no component is cut, the walk ends when less than [#COMPONENT_BYTES] are
  /// left.
  int NAME_BYTES = 1024;

  /// Room for a component with its NUL (`NAME_MAX` is 255).
  int COMPONENT_BYTES = 256;

  /// Most components of a name.
  int MAX_COMPONENTS = 32;

  int SIZE = OperationRecord.SIZE + 40 + NAME_BYTES;

  /// System call number.
  @Offset(OperationRecord.SIZE)
  int operation();

  @Offset(OperationRecord.SIZE)
  void operation(int number);

  /// The file descriptor; -1 for an open that failed or a call without one.
  @Offset(OperationRecord.SIZE + 4)
  int descriptor();

  @Offset(OperationRecord.SIZE + 4)
  void descriptor(int fd);

  /// Inode number; 0 when the file is not known.
  @Offset(OperationRecord.SIZE + 8)
  long inode();

  @Offset(OperationRecord.SIZE + 8)
  void inode(long number);

  /// `super_block::s_dev`: major number in the upper 12 bits, minor in the lower 20.
  @Offset(OperationRecord.SIZE + 16)
  int device();

  @Offset(OperationRecord.SIZE + 16)
  void device(int number);

  /// Components in [#name]; 0 when it is a path as given (or empty).
  @Offset(OperationRecord.SIZE + 20)
  int components();

  @Offset(OperationRecord.SIZE + 20)
  void components(int count);

  /// Bytes of [#name] in use, NULs included.
  @Offset(OperationRecord.SIZE + 24)
  int nameLength();

  @Offset(OperationRecord.SIZE + 24)
  void nameLength(int bytes);

  /// 1 when the walk reached the root, 0 when it had to stop before.
  @Offset(OperationRecord.SIZE + 28)
  int complete();

  @Offset(OperationRecord.SIZE + 28)
  void complete(int flag);

  /// The system call's third argument: the length of a `read` or `write`, the flags of an `openat`.
  @Offset(OperationRecord.SIZE + 32)
  long argument();

  @Offset(OperationRecord.SIZE + 32)
  void argument(long value);

  @Offset(OperationRecord.SIZE + 40)
  @Length(NAME_BYTES)
  Bytes name();
}
