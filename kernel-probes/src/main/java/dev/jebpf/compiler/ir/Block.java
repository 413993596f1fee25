package dev.jebpf.compiler.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A basic block: phis, then values in order, then a [Terminator].
public final class Block {
  private final int id;
  private final List<Value> phis = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final List<Block> predecessors = new ArrayList<>();
  private @Nullable Terminator terminator;
  private Position end;

  Block(int id, Position position) {
    this.id = id;
    this.end = position;
  }

  public int id() {
    return id;
  }

  /// Modifiable.
  public List<Value> phis() {
    return phis;
  }

  /// Modifiable.
  public List<Value> values() {
    return values;
  }

  /// Modifiable; in the order of the inputs of the phis.
  public List<Block> predecessors() {
    return predecessors;
  }

  /// How the block ends.
  ///
  /// @throws IllegalStateException while the block is still open
  public Terminator terminator() {
    if (terminator == null) {
      throw new IllegalStateException("open block id=" + id);
    }
    return terminator;
  }

  public boolean isOpen() {
    return terminator == null;
  }

  /// The source of the terminator.
  public Position end() {
    return end;
  }

  /// Changes the source of the terminator.
  public void endsAt(Position position) {
    end = position;
  }

  /// Ends an open block; the successors learn of their new predecessor.
  public void end(Terminator how, Position position) {
    if (terminator != null) {
      throw new IllegalStateException("block ended twice id=" + id);
    }
    terminator = how;
    end = position;
    for (Block successor : how.successors()) {
      successor.predecessors.add(this);
    }
  }

  /// Replaces the terminator without telling any successor.
  public void replaceTerminator(Terminator how) {
    terminator = how;
  }

  public List<Block> successors() {
    return terminator().successors();
  }

  /// Forgets one edge from a predecessor, with the phis' inputs for it.
  public void removePredecessor(Block predecessor) {
    int index = predecessors.indexOf(predecessor);
    predecessors.remove(index);
    for (Value phi : phis) {
      phi.inputs().remove(index);
    }
  }

  @Override
  public String toString() {
    return "b" + id;
  }
}
