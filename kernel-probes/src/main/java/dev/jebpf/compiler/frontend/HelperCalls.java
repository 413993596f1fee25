package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelFunction;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Size;
import java.lang.reflect.Method;
import java.util.List;
import java.util.OptionalInt;

/// The methods of [dev.jebpf.lang.Helpers].
final class HelperCalls {
  private final GraphBuilder builder;
  private final Environment environment;
  private final StructAccess structs;

  HelperCalls(GraphBuilder builder, Environment environment, StructAccess structs) {
    this.builder = builder;
    this.environment = environment;
    this.structs = structs;
  }

  /// Does a call.
  ///
  /// @param arguments with the `Helpers` itself first
  Value call(String name, List<Value> arguments) {
    List<Value> rest = arguments.subList(1, arguments.size());
    return switch (name) {
      case "ktimeGetNs" -> builder.call(Kind.LONG, HelperNumbers.KTIME_GET_NS);
      case "getCurrentPidTgid" -> builder.call(Kind.LONG, HelperNumbers.GET_CURRENT_PID_TGID);
      case "getSmpProcessorId" -> builder.call(Kind.INT, HelperNumbers.GET_SMP_PROCESSOR_ID);
      case "getCurrentTask" -> currentTask();
      case "taskPtRegs" -> taskPtRegs(rest.getFirst());
      case "getTaskStack" -> taskStack(rest);
      case "cast" -> cast(type(rest.get(0)), rest.get(1));
      case "address" -> address(rest.getFirst());
      case "exists" -> exists(type(rest.get(0)), text(rest.get(1)));
      case "thisCpuInt" -> thisCpuInt(text(rest.getFirst()));
      case "frame" -> frame();
      case "sessionIsReturn" -> sessionIsReturn();
      case "probeReadKernelByte" -> kernelWord(Kind.INT, Size.BYTE, rest);
      case "probeReadKernelShort" -> kernelWord(Kind.INT, Size.HALF, rest);
      case "probeReadKernelInt" -> kernelWord(Kind.INT, Size.WORD, rest);
      case "probeReadKernelLong" -> kernelWord(Kind.LONG, Size.DOUBLE, rest);
      case "probeReadUserByte" -> userWord(Kind.INT, Size.BYTE, rest);
      case "probeReadUserShort" -> userWord(Kind.INT, Size.HALF, rest);
      case "probeReadUserInt" -> userWord(Kind.INT, Size.WORD, rest);
      case "probeReadUserLong" -> userWord(Kind.LONG, Size.DOUBLE, rest);
      case "probeReadKernel" -> copy(HelperNumbers.PROBE_READ_KERNEL, rest);
      case "probeReadUser" -> copy(HelperNumbers.PROBE_READ_USER, rest);
      case "probeReadKernelStr" -> copy(HelperNumbers.PROBE_READ_KERNEL_STR, rest);
      case "probeReadUserStr" -> copy(HelperNumbers.PROBE_READ_USER_STR, rest);
      default -> throw new UnsupportedCode("Helpers." + name + " is unknown to this compiler");
    };
  }

  private static Class<?> type(Value value) {
    if (Fields.object(value, "the type") instanceof Class<?> type) {
      return type;
    }
    throw new UnsupportedCode("the type must be a class literal");
  }

  private static String text(Value value) {
    if (Fields.object(value, "the name") instanceof String text) {
      return text;
    }
    throw new UnsupportedCode("the name must be a string literal");
  }

  /// As a pointer that loads may follow, or else as a mere address.
  private Value currentTask() {
    if (environment.target().currentTaskBtf()) {
      return builder.call(Kind.POINTER, HelperNumbers.GET_CURRENT_TASK_BTF);
    }
    Value address = builder.call(Kind.LONG, HelperNumbers.GET_CURRENT_TASK);
    return builder.add(Kind.ADDRESS, new Operation.Offset(0), address);
  }

  private Value taskPtRegs(Value task) {
    if (!environment.target().taskPtRegs()) {
      throw new UnsupportedCode("this kernel has no bpf_task_pt_regs; it came with 5.15");
    }
    return builder.call(Kind.POINTER, HelperNumbers.TASK_PT_REGS, task);
  }

  private Value taskStack(List<Value> rest) {
    return builder.call(
        Kind.INT,
        HelperNumbers.GET_TASK_STACK,
        rest.get(0),
        rest.get(1),
        rest.get(2),
        builder.number(0));
  }

  private Value cast(Class<?> type, Value address) {
    String tag = StructAccess.tag(type);
    OptionalInt function =
        environment.target().rdonlyCast()
            ? environment.types().function("bpf_rdonly_cast")
            : OptionalInt.empty();
    OptionalInt struct = environment.types().struct(tag);
    if (function.isPresent() && struct.isPresent()) {
      return builder.add(
          Kind.POINTER,
          new Operation.CallKfunc(function.getAsInt()),
          address,
          builder.integer(struct.getAsInt()));
    }
    return builder.add(Kind.ADDRESS, new Operation.Offset(0), address);
  }

  private Value address(Value struct) {
    return struct.isConstant(0)
        ? builder.number(0)
        : builder.add(Kind.LONG, new Operation.Offset(0), struct);
  }

  private Value exists(Class<?> type, String accessor) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(accessor)) {
        return builder.integer(structs.member(type, method).isPresent() ? 1 : 0);
      }
    }
    throw new UnsupportedCode(type.getName() + " has no accessor " + accessor);
  }

  private Value thisCpuInt(String variable) {
    OptionalInt id =
        environment.target().kernelVariables()
            ? environment.types().variable(variable)
            : OptionalInt.empty();
    if (id.isEmpty()) {
      return builder.integer(0);
    }
    Value base = builder.add(Kind.POINTER, new Operation.KernelVariable(id.getAsInt()));
    Value mine = builder.call(Kind.POINTER, HelperNumbers.THIS_CPU_PTR, base);
    return builder.add(
        Kind.INT, new Operation.Load(Size.WORD, false, 0, Operation.Memory.SHARED), mine);
  }

  /// At a trampoline the context is an array in its frame, just above the function's own; a kprobe
  /// tells the stack pointer.
  private Value frame() {
    Value context = builder.graph().context();
    Value frame =
        switch (environment.arguments()) {
          case Arguments.Trampoline(_, boolean atReturn) when !atReturn ->
              builder.add(Kind.LONG, new Operation.Offset(0), context);
          case Arguments.Registers(_, boolean atEntry, boolean atReturn)
              when atEntry && !atReturn ->
              builder.add(
                  Kind.LONG,
                  new Operation.ContextLoad(new RegisterLayout(environment.types()).stackPointer()),
                  context);
          default -> throw new UnsupportedCode("frame() is for the entries of functions");
        };
    return builder.convert(
        Conversion.UNSIGNED_INT_TO_LONG, builder.convert(Conversion.LONG_TO_INT, frame));
  }

  /// Without parameters from 6.10 on, with the context from 6.19 on.
  private Value sessionIsReturn() {
    KernelFunction function =
        environment
            .types()
            .prototype("bpf_session_is_return")
            .orElseThrow(
                () ->
                    new UnsupportedCode(
                        "this kernel has no bpf_session_is_return; it came with 6.10"));
    Operation call = new Operation.CallKfunc(function.id());
    return function.parameters().isEmpty()
        ? builder.add(Kind.INT, call)
        : builder.add(Kind.INT, call, builder.graph().context());
  }

  private Value kernelWord(Kind kind, Size size, List<Value> rest) {
    return structs.probe(
        kind, HelperNumbers.PROBE_READ_KERNEL, rest.getFirst(), size, isSigned(size));
  }

  private Value userWord(Kind kind, Size size, List<Value> rest) {
    return structs.probe(
        kind, HelperNumbers.PROBE_READ_USER, rest.getFirst(), size, isSigned(size));
  }

  private static boolean isSigned(Size size) {
    return size == Size.BYTE || size == Size.HALF;
  }

  private Value copy(int helper, List<Value> rest) {
    Value size =
        rest.get(1).isConstant()
            ? rest.get(1)
            : builder.convert(Conversion.UNSIGNED_INT_TO_LONG, rest.get(1));
    return builder.call(Kind.INT, helper, rest.get(0), size, rest.get(2));
  }
}
