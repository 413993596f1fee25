package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads methods out of the VM's metadata.
final class Methods {
  /// What a compressed table of lines ends with, and what introduces a pair too large for a byte
  /// (`compressedStream`, `method.cpp`).
  private static final int END = 0;

  private static final int ESCAPE = 0xFF;
  private static final int BCI_SHIFT = 3;

  /// A class file has no more.
  private static final int MOST_ENTRIES = 1 << 16;

  private static final int LINE_MASK = 7;

  /// Bytecodes that call a method: `invokevirtual` to `invokedynamic`; from `breakpoint` on come
  /// those that the JVM puts in the place of others.
  private static final int INVOKE_VIRTUAL = 182;

  private static final int INVOKE_DYNAMIC = 186;
  private static final int BREAKPOINT = 202;

  private static final int NATIVE_LINE = -2;
  private static final int UNKNOWN_LINE = -1;

  /// `Klass::external_name` has a slash for the last plus sign of a hidden class.
  private static final Pattern HIDDEN_CLASS = Pattern.compile("\\+(0x[0-9a-f]+)$");

  /// Methods and frames kept at most; more are forgotten all at once.
  private static final int MOST_KEPT = 1 << 16;

  private final VmView memory;
  private final MethodLayout layout;
  private final Map<Long, MethodInfo> known = new HashMap<>();
  private final Map<Long, String> classNames = new HashMap<>();
  private int frames;

  Methods(VmView memory, MethodLayout layout) {
    this.memory = memory;
    this.layout = layout;
  }

  /// Forgets all methods: where one was there may be another.
  void forget() {
    known.clear();
    classNames.clear();
    frames = 0;
  }

  /// A method, as it was read before if it still has the same `ConstMethod`.
  ///
  /// @param address of the `Method`
  MethodInfo at(long address) throws VmFault, UndecodableException {
    require(address != 0 && (address & (Long.BYTES - 1)) == 0, "Method*", address);
    long constMethod = memory.longAt(address + layout.constMethod());
    MethodInfo method = known.get(address);
    if (method == null || method.constMethod() != constMethod) {
      method = read(address, constMethod);
      if (known.size() >= MOST_KEPT) {
        forget();
      }
      known.put(address, method);
    }
    return method;
  }

  /// The frame at a place of a method.
  JavaFrame frame(MethodInfo method, int bci, FrameType type) throws VmFault, UndecodableException {
    JavaFrame frame = method.frame(bci, type);
    if (frame == null) {
      frame = new JavaFrame(method.method(), bci, line(method, bci), type);
      if (++frames > MOST_KEPT) {
        forget();
      }
      method.keep(frame);
    }
    return frame;
  }

  /// A frame of a method of which it is not known at which place it is.
  JavaFrame frameSomewhere(MethodInfo method, FrameType type) {
    return new JavaFrame(method.method(), -1, UNKNOWN_LINE, type);
  }

  private MethodInfo read(long address, long constMethod) throws VmFault, UndecodableException {
    require(constMethod != 0 && (constMethod & (Long.BYTES - 1)) == 0, "ConstMethod*", constMethod);
    long pool = memory.longAt(constMethod + layout.constants());
    require(pool != 0 && (pool & (Long.BYTES - 1)) == 0, "ConstantPool*", pool);
    long holder = memory.longAt(pool + layout.poolHolder());
    int flags = memory.intAt(constMethod + layout.flags());
    var method =
        new JavaMethod(
            className(holder),
            symbol(entry(pool, memory.shortAt(constMethod + layout.nameIndex()))),
            symbol(entry(pool, memory.shortAt(constMethod + layout.signatureIndex()))),
            (flags & MethodLayout.IS_HIDDEN) != 0,
            (memory.shortAt(address + layout.accessFlags()) & MethodLayout.NATIVE) != 0);
    return new MethodInfo(
        address,
        constMethod,
        memory.shortAt(constMethod + layout.codeSize()),
        (flags & layout.hasLineNumbers()) != 0,
        method);
  }

  /// The name of a class as `Class.getName` has it.
  ///
  /// @param klass address of its `Klass`
  String className(long klass) throws VmFault, UndecodableException {
    String name = classNames.get(klass);
    if (name == null) {
      require(klass != 0 && (klass & (Long.BYTES - 1)) == 0, "Klass*", klass);
      name = className(symbol(memory.longAt(klass + layout.klassName())));
      if (classNames.size() >= MOST_KEPT) {
        forget();
      }
      classNames.put(klass, name);
    }
    return name;
  }

  private static void require(boolean condition, String what, long value)
      throws UndecodableException {
    if (!condition) {
      throw new UndecodableException(Outcome.INCONSISTENT, what + "=0x" + Long.toHexString(value));
    }
  }

  private long entry(long pool, int index) throws VmFault, UndecodableException {
    require(index > 0 && index < memory.intAt(pool + layout.poolLength()), "pool index", index);
    return memory.longAt(pool + layout.poolSize() + (long) index * Long.BYTES);
  }

  private String symbol(long address) throws VmFault, UndecodableException {
    require(address != 0, "Symbol*", address);
    int length = memory.shortAt(address + layout.symbolLength());
    require(length > 0, "length of a Symbol", length);
    return new String(
        memory.bytesAt(address + layout.symbolBody(), length), StandardCharsets.UTF_8);
  }

  private static String className(String symbol) {
    String dotted = symbol.replace('/', '.');
    return symbol.indexOf('+') < 0 ? dotted : HIDDEN_CLASS.matcher(dotted).replaceFirst("/$1");
  }

  /// The index of a bytecode by its address.
  int bci(MethodInfo method, long bytecode) throws UndecodableException {
    if (method.method().isNative()) {
      return -1;
    }
    long bci = bytecode - method.constMethod() - layout.constMethodSize();
    require(bci >= 0 && bci < method.codeSize(), "bytecode pointer", bytecode);
    return (int) bci;
  }

  /// Whether a call can be going on at a bytecode.
  boolean calls(MethodInfo method, int bci) throws VmFault {
    if (bci < 0 || bci >= method.codeSize()) {
      return false;
    }
    if (method.calls(bci)) {
      return true;
    }
    int bytecode = memory.byteAt(method.constMethod() + layout.constMethodSize() + bci);
    if ((bytecode < INVOKE_VIRTUAL || bytecode > INVOKE_DYNAMIC) && bytecode < BREAKPOINT) {
      return false;
    }
    if (bytecode != BREAKPOINT) {
      method.setCalls(bci);
    }
    return true;
  }

  /// The line of a bytecode, as `Method::line_number_from_bci` finds it: that of the entry itself,
  /// or of the one closest before it.
  private int line(MethodInfo method, int bci) throws VmFault, UndecodableException {
    if (method.method().isNative()) {
      return NATIVE_LINE;
    }
    if (!method.hasLines()) {
      return UNKNOWN_LINE;
    }
    int wanted = Math.max(0, bci);
    var table =
        new Unsigned5(memory, method.constMethod() + layout.constMethodSize() + method.codeSize());
    int at = 0;
    int line = 0;
    int bestAt = 0;
    int best = UNKNOWN_LINE;
    int entries = 0;
    for (int next = table.nextByte(); next != END; next = table.nextByte()) {
      require(++entries < MOST_ENTRIES, "lines", entries);
      if (next == ESCAPE) {
        at += table.nextSigned();
        line += table.nextSigned();
      } else {
        at += next >> BCI_SHIFT;
        line += next & LINE_MASK;
      }
      if (at == wanted) {
        return line;
      }
      if (at < wanted && at >= bestAt) {
        bestAt = at;
        best = line;
      }
    }
    return best;
  }
}
