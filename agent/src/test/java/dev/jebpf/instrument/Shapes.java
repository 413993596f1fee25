package dev.jebpf.instrument;

import java.util.function.IntSupplier;

/// Methods of every shape that weaving must leave the behaviour of; woven by [SpanWeaverTest].
public class Shapes extends ShapesBase implements IntSupplier {
  private final int value;
  private int count;

  public Shapes() {
    this(new StringBuilder().append(20).append(2).toString().isEmpty() ? 1 : 7);
  }

  public Shapes(int value) {
    super(value > 3 ? new ShapesBase(value) : null, new int[] {value});
    if (value == 13) {
      throw new IllegalArgumentException("unlucky");
    }
    this.value = value;
  }

  @Override
  public int getAsInt() {
    return value + seed;
  }

  public static void nothing() {}

  public static long wide(long a, double b, int c) {
    double d = a + b;
    long e = c;
    for (int i = 0; i < c; i++) {
      d += i;
      e -= i;
    }
    return (long) d + e;
  }

  public static float narrow(byte a, char b, short c, boolean d, float e) {
    return d ? a + b : c + e;
  }

  public int loopAtTheStart() {
    do {
      count++;
    } while (count < 10);
    return count;
  }

  public static String thrown(int n) {
    try {
      if (n < 0) {
        throw new IllegalStateException("negative");
      }
      return "fine";
    } catch (IllegalStateException e) {
      if (n < -1) {
        throw e;
      }
      return "caught";
    } finally {
      LOG.append('f');
    }
  }

  public static int recursive(int n) {
    return n < 2 ? n : recursive(n - 1) + recursive(n - 2);
  }

  public synchronized int locked(Object other) {
    synchronized (other) {
      if (count < 0) {
        throw new ArithmeticException();
      }
      return ++count;
    }
  }

  public static String matched(Object o) {
    return switch (o) {
      case Integer i when i > 10 -> "large " + i;
      case Integer i -> "small " + i;
      case String s -> s.concat("!");
      default -> {
        Object[] nested = {o, new Object[] {o}};
        yield nested.length + "";
      }
    };
  }
}
