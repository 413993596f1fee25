package dev.jebpf.compiler.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// One value of the SSA form. Known by identity; inputs may be replaced.
public final class Value {
  private final int id;
  private final Position position;
  private Operation operation;
  private Kind kind;
  private List<Value> inputs;

  Value(int id, Kind kind, Operation operation, List<Value> inputs, Position position) {
    this.id = id;
    this.kind = kind;
    this.operation = operation;
    this.inputs = new ArrayList<>(inputs);
    this.position = position;
  }

  /// Dense, from 0, within its [Graph].
  public int id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public Operation operation() {
    return operation;
  }

  public Position position() {
    return position;
  }

  /// Modifiable: the inputs of a phi follow the order of its block's predecessors.
  public List<Value> inputs() {
    return inputs;
  }

  public Value input(int index) {
    return inputs.get(index);
  }

  /// Makes this value compute something else of the same kind.
  public void become(Operation newOperation, List<Value> newInputs) {
    operation = newOperation;
    inputs = new ArrayList<>(newInputs);
  }

  /// Weakens a phi of pointers to one of addresses.
  public void weaken() {
    kind = Kind.ADDRESS;
  }

  public boolean isPhi() {
    return operation instanceof Operation.Phi;
  }

  /// The number, when this is a constant.
  public OptionalLong constant() {
    return operation instanceof Operation.Constant(long value)
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }

  public boolean isConstant() {
    return operation instanceof Operation.Constant;
  }

  public boolean isConstant(long value) {
    return operation instanceof Operation.Constant(long mine) && mine == value;
  }

  /// Constants and objects stand in no block.
  public boolean isFloating() {
    return switch (operation) {
      case Operation.Constant _, Operation.ConstantObject _, Operation.Undefined _ -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    if (operation instanceof Operation.Constant(long value)) {
      return Long.toString(value) + (kind == Kind.LONG ? "L" : "");
    }
    return "v" + id;
  }

  /// The whole definition, for listings.
  public String definition() {
    return "v%d:%s = %s(%s)"
        .formatted(
            id,
            kind,
            operation,
            inputs.stream().map(Value::toString).collect(Collectors.joining(", ")));
  }
}
