package dev.jebpf.program;

/// An instruction of a program or library in user space.
///
/// @param file absolute path; every process that maps this very file is meant
/// @param offset of the instruction in the *file*, which is not its address
/// @param semaphore offset in the file of a 16-bit counter that the kernel raises while a program
/// is attached (`ref_ctr_offset`, minimum kernel 4.20); 0 for none
/// @param process the only one that is meant, by a thread of it that does not end before tracing
/// does; 0 for every one that maps the file
public record UserSite(String file, long offset, long semaphore, int process) {
  public UserSite {
    if (!file.startsWith("/")) {
      throw new IllegalArgumentException("file=" + file + ": need an absolute path");
    }
    if (offset < 0 || semaphore < 0 || semaphore > 0xffff_ffffL || process < 0) {
      throw new IllegalArgumentException(
          "file=" + file + " offset=" + offset + " semaphore=" + semaphore + " process=" + process);
    }
  }

  /// A place without a semaphore, in every process.
  public static UserSite of(String file, long offset) {
    return new UserSite(file, offset, 0, 0);
  }

  @Override
  public String toString() {
    return file + "+0x" + Long.toHexString(offset);
  }
}
