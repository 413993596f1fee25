package dev.jebpf.compiler.ir;

/// A place in Java source.
///
/// @param line from 1, or 0 when not known
public record Position(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
