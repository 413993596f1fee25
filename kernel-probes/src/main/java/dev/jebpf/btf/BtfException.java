package dev.jebpf.btf;

/// Bytes that are not BTF, or BTF that contradicts itself or is of a later format.
public final class BtfException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BtfException(String problem) {
    super("BTF: " + problem);
  }
}
