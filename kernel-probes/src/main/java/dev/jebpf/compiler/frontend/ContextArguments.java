package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelFunction;
import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Result;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of an entry point from the program's context.
final class ContextArguments {
  /// A word of the context and what is known of it.
  ///
  /// @param type null when nothing is
  /// @param known whether the verifier knows an address in it as a pointer
  private record Word(int offset, KernelFunction.@Nullable Parameter type, boolean known) {}

  private final GraphBuilder builder;
  private final Environment environment;
  private final RegisterLayout registers;

  ContextArguments(GraphBuilder builder, Environment environment) {
    this.builder = builder;
    this.environment = environment;
    this.registers = new RegisterLayout(environment.types());
  }

  /// The values of a method's parameters, in order.
  List<Value> read(Method method) {
    List<Value> values = new ArrayList<>();
    if (Arrays.equals(method.getParameterTypes(), new Class<?>[] {Context.class})) {
      values.add(builder.graph().context());
      return values;
    }
    if (environment.arguments() instanceof Arguments.View) {
      values.add(view(method));
      return values;
    }
    int index = 0;
    for (Parameter parameter : method.getParameters()) {
      Word word =
          parameter.isAnnotationPresent(Result.class)
              ? result(environment.arguments())
              : argument(environment.arguments(), index++);
      values.add(value(parameter.getType(), word));
    }
    return values;
  }

  private Value view(Method method) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != 1 || !MapView.class.isAssignableFrom(types[0])) {
      throw new UnsupportedCode("a @SyscallProgram takes one MapView, its context");
    }
    return builder.graph().context();
  }

  private Word argument(Arguments arguments, int index) {
    return switch (arguments) {
      case Arguments.Typed(String tracepoint, int count) -> {
        requireArgument(tracepoint, count, index);
        yield new Word(Long.BYTES * index, null, true);
      }
      case Arguments.Raw _ -> new Word(Long.BYTES * index, null, false);
      case Arguments.Trampoline(KernelFunction function, boolean _) -> {
        KernelFunction.Parameter type = parameter(function, index);
        yield new Word(Long.BYTES * function.register(index), type, type.structure());
      }
      case Arguments.Registers(_, boolean atEntry, _) when !atEntry ->
          throw new ArgumentMismatch(
              "at a return the arguments are gone: take a @Result only, and keep at the entry what is"
                  + " needed");
      case Arguments.Registers(KernelFunction function, _, _) when function != null ->
          new Word(registers.argument(function.register(index)), parameter(function, index), false);
      case Arguments.Registers _ -> new Word(registers.argument(index), null, false);
      case Arguments.None _, Arguments.View _ ->
          throw new ArgumentMismatch("there are no arguments here");
    };
  }

  private static KernelFunction.Parameter parameter(KernelFunction function, int index) {
    requireArgument(function.name(), function.parameters().size(), index);
    KernelFunction.Parameter parameter = function.parameters().get(index);
    if (parameter.registers() != 1) {
      throw new ArgumentMismatch(
          "argument %s of %s is not a number or address but %d bytes passed by value"
              .formatted(parameter.name(), function.name(), parameter.bytes()));
    }
    return parameter;
  }

  private static void requireArgument(String name, int count, int index) {
    if (index >= count) {
      throw new ArgumentMismatch(
          "%s of this kernel has %d arguments, and not one more".formatted(name, count));
    }
  }

  private Word result(Arguments arguments) {
    return switch (arguments) {
      case Arguments.Trampoline(KernelFunction function, boolean atReturn) when atReturn -> {
        KernelFunction.Parameter type = requireResult(function);
        yield new Word(Long.BYTES * function.registers(), type, false);
      }
      case Arguments.Registers(KernelFunction function, _, boolean atReturn) when atReturn ->
          new Word(registers.result(), function == null ? null : requireResult(function), false);
      case Arguments.Trampoline _,
          Arguments.Registers _,
          Arguments.Typed _,
          Arguments.Raw _,
          Arguments.View _,
          Arguments.None _ ->
          throw new ArgumentMismatch("there is a @Result at the return of a function only");
    };
  }

  private static KernelFunction.Parameter requireResult(KernelFunction function) {
    if (function.result().registers() != 1) {
      throw new ArgumentMismatch(
          "%s of this kernel returns %s"
              .formatted(
                  function.name(),
                  function.result().bytes() == 0 ? "nothing" : "a structure by value"));
    }
    return function.result();
  }

  private Value value(Class<?> type, Word word) {
    Operation load = new Operation.ContextLoad(word.offset());
    Value context = builder.graph().context();
    if (KernelStruct.class.isAssignableFrom(type)) {
      if (word.type() != null && word.type().bytes() != Long.BYTES) {
        throw new ArgumentMismatch(
            "argument %s is a number of %d bytes, not an address"
                .formatted(word.type().name(), word.type().bytes()));
      }
      return builder.add(word.known() ? Kind.POINTER : Kind.ADDRESS, load, context);
    }
    return number(type, builder.add(Kind.LONG, load, context), word.type());
  }

  private Value number(Class<?> type, Value word, KernelFunction.@Nullable Parameter known) {
    if (known != null && known.bytes() < Long.BYTES) {
      Value low = builder.convert(Conversion.LONG_TO_INT, word);
      return widened(type, narrowed(low, known.bytes(), known.signed()), known.signed());
    }
    return type == long.class
        ? word
        : converted(type, builder.convert(Conversion.LONG_TO_INT, word));
  }

  private Value widened(Class<?> type, Value number, boolean signed) {
    return type == long.class
        ? builder.convert(signed ? Conversion.INT_TO_LONG : Conversion.UNSIGNED_INT_TO_LONG, number)
        : converted(type, number);
  }

  /// The upper bits of a register that holds a narrow number are undefined.
  private Value narrowed(Value number, int bytes, boolean signed) {
    if (bytes == Integer.BYTES) {
      return number;
    }
    if (bytes == Short.BYTES) {
      return builder.convert(signed ? Conversion.TO_SHORT : Conversion.TO_CHAR, number);
    }
    return signed
        ? builder.convert(Conversion.TO_BYTE, number)
        : builder.binary(Kind.INT, Arithmetic.AND, number, builder.integer(0xff));
  }

  private Value converted(Class<?> type, Value number) {
    if (type == int.class || type == boolean.class) {
      return number;
    }
    if (type == byte.class) {
      return builder.convert(Conversion.TO_BYTE, number);
    }
    if (type == short.class) {
      return builder.convert(Conversion.TO_SHORT, number);
    }
    if (type == char.class) {
      return builder.convert(Conversion.TO_CHAR, number);
    }
    throw new UnsupportedCode(
        "a parameter of type " + type.getName() + "; use int, long, boolean or a KernelStruct");
  }
}
