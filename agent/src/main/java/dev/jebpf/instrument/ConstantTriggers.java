package dev.jebpf.instrument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/// A few strings, at least one of which is in the constant pool of every class of interest.
///
/// A method's name, its descriptor and the names of annotations are there wherever a class has
/// them, so one pass over the pool, which builds no objects, rules out nearly all classes.
final class ConstantTriggers {
  private static final byte[][] NONE = {};

  /// The strings by their lengths.
  private final byte[][][] byLength;

  ConstantTriggers(Collection<String> strings) {
    int longest = 0;
    for (String string : strings) {
      longest = Math.max(longest, string.getBytes(StandardCharsets.UTF_8).length);
    }
    byLength = new byte[longest + 1][][];
    Arrays.fill(byLength, NONE);
    for (String string : strings) {
      byte[] trigger = string.getBytes(StandardCharsets.UTF_8);
      byte[][] same = byLength[trigger.length];
      byLength[trigger.length] = Arrays.copyOf(same, same.length + 1);
      byLength[trigger.length][same.length] = trigger;
    }
  }

  /// Whether one of the strings is a constant of this class file.
  boolean anyIn(byte[] classFile) {
    int count = ClassBytes.u2(classFile, ClassBytes.POOL_COUNT);
    int at = ClassBytes.POOL_COUNT + 2;
    for (int index = 1; index < count; ) {
      if (classFile[at] == ClassBytes.UTF8 && isTrigger(classFile, at)) {
        return true;
      }
      index += ClassBytes.entryIndexes(classFile, at);
      at += ClassBytes.entryLength(classFile, at);
    }
    return false;
  }

  private boolean isTrigger(byte[] classFile, int at) {
    int length = ClassBytes.u2(classFile, at + 1);
    if (length < byLength.length) {
      int start = at + 3;
      for (byte[] trigger : byLength[length]) {
        if (Arrays.equals(classFile, start, start + length, trigger, 0, length)) {
          return true;
        }
      }
    }
    return false;
  }
}
