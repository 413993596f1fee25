package dev.jebpf.compiler.ir;

import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.Size;
import dev.jebpf.lang.MapHandle;

/// What a [Value] computes from its inputs.
public sealed interface Operation {
  /// A number; an int is sign-extended. Of kind pointer only 0, the null pointer.
  record Constant(long value) implements Operation {}

  /// An object of the compiling JVM.
  record ConstantObject(Object object) implements Operation {}

  /// A local variable that has no value on some path; never used on a path that matters.
  record Undefined() implements Operation {}

  /// The value of the input that belongs to the predecessor control came from.
  record Phi() implements Operation {}

  record Binary(Arithmetic op) implements Operation {}

  record Convert(Conversion conversion) implements Operation {}

  /// The program's context.
  record Context() implements Operation {}

  /// Eight bytes of the context, which never change. Input: the context.
  record ContextLoad(int offset) implements Operation {}

  /// Address plus constant bytes. Input: the base.
  record Offset(int bytes) implements Operation {}

  /// Address plus a number of bytes. Inputs: the base, a long.
  record Index() implements Operation {}

  /// Inputs: the base.
  ///
  /// @param signed whether the result is sign-extended (to an int, or to a long)
  record Load(Size size, boolean signed, int offset, Memory memory) implements Operation {}

  /// Inputs: the base, the value.
  record Store(Size size, int offset) implements Operation {}

  /// Inputs: the base, the operand, and for a compare-and-exchange the expected value in between.
  record Atomic(AtomicOp op, Size size, int offset) implements Operation {}

  /// Calls a helper; at most five inputs.
  record CallHelper(int number) implements Operation {}

  /// Calls a kernel function; at most five inputs.
  record CallKfunc(int btfId) implements Operation {}

  /// A map.
  record MapDescriptor(MapHandle map) implements Operation {}

  /// An address within the only value of a map.
  record MapValue(MapHandle map, int offset) implements Operation {}

  /// The address of a kernel variable.
  record KernelVariable(int btfId) implements Operation {}

  /// The address of a temporary of the stack frame.
  ///
  /// @param offset from the frame pointer, negative
  record FrameAddress(int offset) implements Operation {}

  /// The address in a pointer as a number that the verifier lets a program compute with; it refuses
  /// arithmetic on what it knows to be a pointer. Input: the pointer.
  ///
  /// @param slot eight bytes of the stack frame, a negative offset
  record PlainNumber(int slot) implements Operation {}

  /// What a load reads.
  enum Memory {
    /// Kernel structures: no store of the program changes them.
    KERNEL,
    /// Pointer members of them, which are pointers to the verifier even when Java has a `long`.
    KERNEL_POINTER,
    /// Map values, ring buffer records and contexts.
    SHARED,
    /// The program's own stack frame.
    FRAME
  }

  /// Whether the value must stay where it is and exist even when unused.
  default boolean hasEffect() {
    return switch (this) {
      case Store _, Atomic _, CallHelper _, CallKfunc _ -> true;
      case Constant _,
          ConstantObject _,
          Undefined _,
          Phi _,
          Binary _,
          Convert _,
          Context _,
          ContextLoad _,
          Offset _,
          Index _,
          Load _,
          MapDescriptor _,
          MapValue _,
          KernelVariable _,
          PlainNumber _,
          FrameAddress _ ->
          false;
    };
  }

  /// Whether the result depends on the inputs alone, so that equal inputs give equal results
  /// anywhere.
  default boolean pure() {
    return switch (this) {
      case Store _, Atomic _, CallHelper _, CallKfunc _, Load _, Phi _, Undefined _ -> false;
      case Constant _,
          ConstantObject _,
          Binary _,
          Convert _,
          Context _,
          ContextLoad _,
          Offset _,
          Index _,
          MapDescriptor _,
          MapValue _,
          KernelVariable _,
          PlainNumber _,
          FrameAddress _ ->
          true;
    };
  }
}
