package dev.jebpf.elf;

/// A file that is not the ELF file it should be: truncated, of another class, or hostile.
public final class ElfFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, with the values found
  public ElfFormatException(String message) {
    super(message);
  }
}
