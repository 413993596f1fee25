package dev.jebpf.chunk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/// The constants of a chunk, each written once. Keys go on from chunk to chunk: the JDK's reader
/// takes a key that the chunk before had for the same thing. 0 stands for nothing.
final class ConstantPools {
  /// Shorter strings are not worth a constant.
  private static final int SHORT = 4;

  private record Method(String className, String name, String descriptor) {}

  private final ConstantPool threads;
  private final ConstantPool stacks;
  private final ConstantPool methods;
  private final ConstantPool classes;
  private final ConstantPool packages;
  private final ConstantPool symbols;
  private final ConstantPool strings;
  private final ConstantPool frameTypes;
  private final List<ConstantPool> pools = new ArrayList<>();

  private final Set<Long> knownThreads = new HashSet<>();
  private final Map<Long, Long> knownStacks = new HashMap<>();
  private final Map<Method, Long> knownMethods = new HashMap<>();
  private final Map<String, Long> knownClasses = new HashMap<>();
  private final Map<String, Long> knownPackages = new HashMap<>();
  private final Map<String, Long> knownSymbols = new HashMap<>();
  private final Map<String, Long> knownStrings = new HashMap<>();
  private long lastKey;
  private int size;

  ConstantPools(ChunkSchema schema) {
    threads = pool(schema, StandardTypes.THREAD);
    stacks = pool(schema, StandardTypes.STACK_TRACE);
    methods = pool(schema, StandardTypes.METHOD);
    classes = pool(schema, StandardTypes.CLASS);
    packages = pool(schema, StandardTypes.PACKAGE);
    symbols = pool(schema, StandardTypes.SYMBOL);
    strings = pool(schema, StandardTypes.STRING);
    frameTypes = pool(schema, StandardTypes.FRAME_TYPE);
  }

  private ConstantPool pool(ChunkSchema schema, String type) {
    var pool = new ConstantPool(schema.id(type));
    pools.add(pool);
    return pool;
  }

  /// Forgets all constants: a chunk has its own.
  void beginChunk() {
    knownThreads.clear();
    knownStacks.clear();
    knownMethods.clear();
    knownClasses.clear();
    knownPackages.clear();
    knownSymbols.clear();
    knownStrings.clear();
    size = 0;
    for (FrameType type : FrameType.values()) {
      frameTypes.add(type.key()).text(type.description());
    }
  }

  /// Constants of this chunk, which are all in memory.
  int size() {
    return size;
  }

  /// The key of a thread, 0 for none.
  long key(@Nullable EventThread thread) {
    if (thread == null) {
      return 0;
    }
    if (knownThreads.add(thread.key())) {
      size++;
      ChunkBuffer fields = threads.add(thread.key());
      fields.text(thread.laneName());
      fields.number(thread.laneId());
      fields.text(thread.javaThreadId() == 0 ? null : thread.laneName());
      fields.number(thread.javaThreadId());
      fields.flag(thread.virtual());
    }
    return thread.key();
  }

  /// The key of a stack, 0 for none.
  long key(@Nullable EventStack stack) {
    return stack == null ? 0 : key(knownStacks, stack.id(), (_, key) -> write(stack, key));
  }

  private void write(EventStack stack, long key) {
    List<EventFrame> frames = stack.frames().get();
    long[] methodKeys = frames.stream().mapToLong(this::methodKey).toArray();
    ChunkBuffer fields = stacks.add(key);
    fields.flag(stack.truncated());
    fields.number(methodKeys.length);
    for (int i = 0; i < methodKeys.length; i++) {
      EventFrame frame = frames.get(i);
      fields.number(methodKeys[i]);
      fields.number(Integer.toUnsignedLong(frame.line()));
      fields.number(Integer.toUnsignedLong(frame.bytecodeIndex()));
      fields.number(frame.type().key());
    }
  }

  /// Writes a string, as a constant if it is long enough.
  void text(ChunkBuffer event, @Nullable String text) {
    if (text == null || text.length() < SHORT) {
      event.text(text);
    } else {
      event.textConstant(key(knownStrings, text, (it, key) -> strings.add(key).text(it)));
    }
  }

  private long methodKey(EventFrame frame) {
    var method = new Method(frame.className(), frame.method(), frame.descriptor());
    return key(knownMethods, method, this::write);
  }

  private void write(Method method, long key) {
    long type = key(knownClasses, method.className(), this::writeClass);
    long name = symbolKey(method.name());
    long descriptor = symbolKey(method.descriptor());
    ChunkBuffer fields = methods.add(key);
    fields.number(type);
    fields.number(name);
    fields.number(descriptor);
    fields.number(0);
    fields.flag(false);
  }

  /// Names of classes and packages are those of class files, with slashes.
  private void writeClass(String className, long key) {
    String internal = className.replace('.', '/');
    long name = symbolKey(internal);
    long in = packageKey(internal.substring(0, Math.max(0, internal.lastIndexOf('/'))));
    ChunkBuffer fields = classes.add(key);
    fields.number(name);
    fields.number(in);
    fields.number(0);
    fields.flag(false);
  }

  private long packageKey(String packageName) {
    return key(
        knownPackages,
        packageName,
        (name, key) -> {
          long symbol = symbolKey(name);
          packages.add(key).number(symbol);
        });
  }

  private long symbolKey(String symbol) {
    return key(knownSymbols, symbol, (name, key) -> symbols.add(key).text(name));
  }

  /// The key of a constant, whose fields are written when it is new.
  private <C> long key(Map<C, Long> known, C constant, ObjLongConsumer<C> fields) {
    Long before = known.get(constant);
    if (before != null) {
      return before;
    }
    long key = next();
    known.put(constant, key);
    fields.accept(constant, key);
    return key;
  }

  private long next() {
    size++;
    return ++lastKey;
  }

  /// Writes what a checkpoint has behind its kind: the constants that are new, which it then has.
  void writeTo(ChunkBuffer checkpoint) {
    List<ConstantPool> changed = pools.stream().filter(pool -> !pool.isEmpty()).toList();
    checkpoint.number(changed.size());
    changed.forEach(pool -> pool.writeTo(checkpoint));
  }
}
