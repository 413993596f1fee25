package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelMember;
import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Size;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads of kernel structures: direct loads through pointers the verifier knows, probed reads
/// through addresses.
final class StructAccess {
  private final GraphBuilder builder;
  private final Environment environment;

  StructAccess(GraphBuilder builder, Environment environment) {
    this.builder = builder;
    this.environment = environment;
  }

  /// The C name of the structure an interface stands for.
  static String tag(Class<?> type) {
    for (Class<?> c = type; c != null; c = parent(c)) {
      Struct struct = c.getAnnotation(Struct.class);
      if (struct != null) {
        return struct.value();
      }
    }
    throw new UnsupportedCode(type.getName() + " has no @Struct with the structure's C name");
  }

  private static @org.jspecify.annotations.Nullable Class<?> parent(Class<?> type) {
    for (Class<?> i : type.getInterfaces()) {
      if (KernelStruct.class.isAssignableFrom(i) && i != KernelStruct.class) {
        return i;
      }
    }
    return null;
  }

  /// The member behind an accessor, if the kernel has it.
  Optional<KernelMember> member(Class<?> type, Method accessor) {
    String tag = tag(type);
    for (String path : paths(accessor)) {
      Optional<KernelMember> member = environment.types().member(tag, path);
      if (member.isPresent()) {
        return member;
      }
    }
    return Optional.empty();
  }

  private static List<String> paths(Method accessor) {
    Member member = accessor.getAnnotation(Member.class);
    if (member != null) {
      return List.of(member.value());
    }
    String name = accessor.getName();
    String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return name.equals(snake) ? List.of(name) : List.of(name, snake);
  }

  /// What the accessor returns.
  Value read(AccessorMethod accessor, Value base) {
    Class<?> type = accessor.type();
    Optional<KernelMember> found = member(accessor.owner(), accessor.method());
    if (found.isEmpty()) {
      return absent(accessor);
    }
    int offset = found.get().offset();
    return switch (found.get().type()) {
      case KernelMember.Scalar(int bytes, boolean signed) -> {
        requireNumber(accessor, bytes);
        yield number(type, base, offset, bytes, signed);
      }
      case KernelMember.BitField(int shift, int bits, boolean signed) -> {
        requireNumber(accessor, bits == 1 ? 1 : 4);
        yield bitField(type, base, offset, shift, bits, signed);
      }
      case KernelMember.Pointer _ -> pointer(accessor, base, offset);
      case KernelMember.Aggregate _ -> {
        if (!KernelStruct.class.isAssignableFrom(type) && type != Bytes.class) {
          throw new UnsupportedCode(
              accessor + " names a structure or array; return a KernelStruct or Bytes");
        }
        yield builder.offset(base, offset);
      }
    };
  }

  private Value absent(AccessorMethod accessor) {
    Member member = accessor.method().getAnnotation(Member.class);
    if (member == null || !member.optional()) {
      throw new UnsupportedCode(
          "this kernel's struct %s has no member %s; name alternatives in @Member, or make it optional"
              .formatted(tag(accessor.owner()), String.join(" or ", paths(accessor.method()))));
    }
    Class<?> type = accessor.type();
    if (type == long.class) {
      return builder.number(0);
    }
    return type.isPrimitive() ? builder.integer(0) : builder.nullPointer();
  }

  private static void requireNumber(AccessorMethod accessor, int bytes) {
    Class<?> type = accessor.type();
    if (!type.isPrimitive()) {
      throw new UnsupportedCode(accessor + " names a number; return int or long");
    }
    if (type == boolean.class && bytes != 1) {
      throw new UnsupportedCode(accessor + " names a number, not a bool; return int or long");
    }
  }

  private Value pointer(AccessorMethod accessor, Value base, int offset) {
    Class<?> type = accessor.type();
    if (type != long.class && !KernelStruct.class.isAssignableFrom(type)) {
      throw new UnsupportedCode(accessor + " names a pointer; return a KernelStruct or long");
    }
    Kind kind = type == long.class ? Kind.LONG : base.kind();
    if (base.kind() != Kind.POINTER) {
      return load(kind, base, offset, 8, false);
    }
    Operation load =
        new Operation.Load(Size.DOUBLE, false, offset, Operation.Memory.KERNEL_POINTER);
    return builder.add(kind, load, base);
  }

  private Value number(Class<?> type, Value base, int offset, int bytes, boolean signed) {
    if (type == long.class) {
      return load(Kind.LONG, base, offset, bytes, signed);
    }
    if (bytes == 8) {
      return builder.convert(Conversion.LONG_TO_INT, load(Kind.LONG, base, offset, bytes, signed));
    }
    return narrow(type, load(Kind.INT, base, offset, bytes, signed && bytes < 4));
  }

  private Value narrow(Class<?> type, Value value) {
    if (type == byte.class) {
      return builder.convert(Conversion.TO_BYTE, value);
    }
    if (type == short.class) {
      return builder.convert(Conversion.TO_SHORT, value);
    }
    return type == char.class ? builder.convert(Conversion.TO_CHAR, value) : value;
  }

  private Value bitField(
      Class<?> type, Value base, int offset, int shift, int bits, boolean signed) {
    int bytes = Integer.max(1, Integer.highestOneBit((shift + bits - 1) / 8 * 2));
    if (shift + bits > bytes * 8) {
      bytes *= 2;
    }
    Kind kind = bytes == 8 || type == long.class ? Kind.LONG : Kind.INT;
    int width = kind == Kind.LONG ? 64 : 32;
    Value word = load(kind, base, offset, bytes, false);
    Value field;
    if (signed) {
      Value high =
          builder.binary(kind, Arithmetic.SHL, word, builder.integer(width - shift - bits));
      field = builder.binary(kind, Arithmetic.SHR, high, builder.integer(width - bits));
    } else {
      Value low = builder.binary(kind, Arithmetic.USHR, word, builder.integer(shift));
      long mask = bits == 64 ? -1 : (1L << bits) - 1;
      Value maskValue = kind == Kind.LONG ? builder.number(mask) : builder.integer((int) mask);
      field = builder.binary(kind, Arithmetic.AND, low, maskValue);
    }
    return kind == Kind.LONG && type != long.class
        ? builder.convert(Conversion.LONG_TO_INT, field)
        : field;
  }

  private Value load(Kind kind, Value base, int offset, int bytes, boolean signed) {
    Size size = Size.of(bytes);
    if (base.kind() == Kind.POINTER) {
      return builder.add(
          kind, new Operation.Load(size, signed, offset, Operation.Memory.KERNEL), base);
    }
    return probe(kind, HelperNumbers.PROBE_READ_KERNEL, builder.offset(base, offset), size, signed);
  }

  /// Reads through a helper that copies to the frame; 0 on a fault.
  Value probe(Kind kind, int helper, Value address, Size size, boolean signed) {
    builder.call(Kind.INT, helper, builder.scratch(), builder.integer(size.bytes()), address);
    return builder.add(
        kind, new Operation.Load(size, signed, 0, Operation.Memory.FRAME), builder.scratch());
  }
}
