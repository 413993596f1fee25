package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Condition;
import dev.jebpf.insn.Size;
import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapHandle;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.lang.TaskStorage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The methods of map handles. Keys lie in the stack frame.
final class MapCalls {
  /// A value to insert is zeroed in the frame; larger ones do not fit there.
  private static final int MAX_INSERTED = 256;

  private final GraphBuilder builder;

  MapCalls(GraphBuilder builder) {
    this.builder = builder;
  }

  /// Does a call.
  ///
  /// @param arguments with the handle first
  /// @return null for `void`
  @Nullable Value call(String name, List<Value> arguments) {
    Object handle = Fields.object(arguments.getFirst(), "method " + name);
    List<Value> rest = arguments.subList(1, arguments.size());
    return switch (handle) {
      case MappedArray<?> map -> mappedArray(map, name, rest);
      case PerCpuArray<?> map when name.equals("lookup") -> lookup(map, Size.WORD, rest.getFirst());
      case HashTable<?> map -> hashTable(map, name, rest);
      case TaskStorage<?> map -> taskStorage(map, name, rest);
      case RingBuffer map -> ringBuffer(map, name, rest);
      default -> throw unknown(name);
    };
  }

  private static UnsupportedCode unknown(String name) {
    return new UnsupportedCode("a map's method " + name + " cannot be called in a program");
  }

  private Value mappedArray(MappedArray<?> map, String name, List<Value> rest) {
    if (name.equals("length")) {
      return builder.integer(map.length());
    }
    if (!name.equals("at")) {
      throw unknown(name);
    }
    Value index = rest.getFirst();
    if (index.constant().isPresent()) {
      long i = index.constant().getAsLong();
      if (i < 0 || i >= map.length()) {
        throw new UnsupportedCode("element " + i + " of a map of " + map.length());
      }
    }
    Value start = builder.add(Kind.POINTER, new Operation.MapValue(map, 0));
    return builder.element(start, index, ViewAccess.size(map.type()));
  }

  private Value descriptor(MapHandle map) {
    return builder.add(Kind.POINTER, new Operation.MapDescriptor(map));
  }

  private Value lookup(MapHandle map, Size keySize, Value key) {
    builder.store(keySize, 0, builder.scratch(), key);
    return builder.call(
        Kind.POINTER, HelperNumbers.MAP_LOOKUP_ELEM, descriptor(map), builder.scratch());
  }

  private Value hashTable(HashTable<?> map, String name, List<Value> rest) {
    Value key = rest.getFirst();
    return switch (name) {
      case "lookup" -> lookup(map, Size.DOUBLE, key);
      case "lookupOrInsert" -> lookupOrInsert(map, key);
      case "put" -> {
        builder.store(Size.DOUBLE, 0, builder.scratch(), key);
        yield builder.call(
            Kind.INT,
            HelperNumbers.MAP_UPDATE_ELEM,
            descriptor(map),
            builder.scratch(),
            rest.get(1),
            builder.integer(0));
      }
      case "insert" -> {
        builder.store(Size.DOUBLE, 0, builder.scratch(), key);
        yield insertZeroes(map);
      }
      case "delete" -> {
        builder.store(Size.DOUBLE, 0, builder.scratch(), key);
        yield builder.call(
            Kind.INT, HelperNumbers.MAP_DELETE_ELEM, descriptor(map), builder.scratch());
      }
      default -> throw unknown(name);
    };
  }

  private Value lookupOrInsert(HashTable<?> map, Value key) {
    Value found = lookup(map, Size.DOUBLE, key);
    GraphBuilder.Split split = builder.branch(Condition.NE, found, builder.nullPointer());
    Block hit = required(split.yes());
    builder.continueIn(required(split.no()));
    insertZeroes(map);
    Value inserted =
        builder.call(
            Kind.POINTER, HelperNumbers.MAP_LOOKUP_ELEM, descriptor(map), builder.scratch());
    Block miss = builder.current();
    Block joined = builder.block();
    hit.end(new Terminator.Goto(joined), builder.position());
    miss.end(new Terminator.Goto(joined), builder.position());
    builder.continueIn(joined);
    Value phi =
        builder
            .graph()
            .value(Kind.POINTER, new Operation.Phi(), List.of(found, inserted), builder.position());
    joined.phis().add(phi);
    return phi;
  }

  private static Block required(@Nullable Block block) {
    if (block == null) {
      throw new IllegalStateException("a lookup's result is known");
    }
    return block;
  }

  private Value insertZeroes(HashTable<?> map) {
    int size = map.spec().valueSize();
    if (size > MAX_INSERTED) {
      throw new UnsupportedCode(
          "insertion of values of %d bytes; at most %d fit in the stack frame"
              .formatted(size, MAX_INSERTED));
    }
    int zeroes = builder.reserve(size);
    Value start = builder.frameAddress(zeroes);
    for (int i = 0; i < size; i += 8) {
      builder.store(Size.DOUBLE, i, start, builder.number(0));
    }
    return builder.call(
        Kind.INT,
        HelperNumbers.MAP_UPDATE_ELEM,
        descriptor(map),
        builder.scratch(),
        start,
        builder.integer(HelperNumbers.NO_EXIST));
  }

  private Value taskStorage(TaskStorage<?> map, String name, List<Value> rest) {
    int flags =
        switch (name) {
          case "get" -> 0;
          case "getOrCreate" -> HelperNumbers.STORAGE_CREATE;
          default -> throw unknown(name);
        };
    return builder.call(
        Kind.POINTER,
        HelperNumbers.TASK_STORAGE_GET,
        descriptor(map),
        rest.getFirst(),
        builder.integer(0),
        builder.integer(flags));
  }

  private @Nullable Value ringBuffer(RingBuffer map, String name, List<Value> rest) {
    switch (name) {
      case "reserve" -> {
        if (!(Fields.object(rest.getFirst(), "the record type") instanceof Class<?> type)) {
          throw new UnsupportedCode("the record type must be a class literal");
        }
        return builder.call(
            Kind.POINTER,
            HelperNumbers.RINGBUF_RESERVE,
            descriptor(map),
            builder.integer(ViewAccess.size(type)),
            builder.integer(0));
      }
      case "submit" -> end(HelperNumbers.RINGBUF_SUBMIT, rest);
      case "discard" -> end(HelperNumbers.RINGBUF_DISCARD, rest);
      default -> throw unknown(name);
    }
    return null;
  }

  private void end(int helper, List<Value> rest) {
    builder.call(Kind.NOTHING, helper, rest.get(0), rest.get(1));
  }
}
