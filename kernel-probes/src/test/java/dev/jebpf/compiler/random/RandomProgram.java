package dev.jebpf.compiler.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The source of a random kernel program, the same for the same seed.
///
/// It has a few methods that call one another, variables of both types that are also swapped in
/// loops, branches, switches, bounded loops with `break` and `continue`, early returns and memory
/// it shares with the JVM. Its branches are counted ([Decisions]), so that the verifier can follow
/// all paths.
final class RandomProgram {
  /// Iterations of all loops around a statement together.
  private static final int MAX_ITERATIONS = 12;

  /// Leaves the verifier far from its limit: some 15,000 instructions walked for the worst of
  // 2,000.
  private static final int MAX_DECISIONS = 24;

  private static final int MAX_DECISIONS_OF_METHOD = 4;

  private final RandomGenerator random;
  private final String name;
  private final StringBuilder text = new StringBuilder();
  private RandomExpressions expressions;
  private Decisions decisions;
  private final List<String> assignableInts = new ArrayList<>();
  private final List<String> assignableLongs = new ArrayList<>();
  private int loops;
  private String indent = "    ";
  private String returnType = "int";

  private RandomProgram(String name, long seed) {
    this.name = name;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    begin(false, Map.of(), Map.of(), 0);
  }

  /// The source of a class with this name.
  static String source(String name, long seed) {
    return new RandomProgram(name, seed).generate();
  }

  private String generate() {
    line("package dev.jebpf.compiler.random;");
    line("import dev.jebpf.lang.*;");
    line("public final class " + name + " {");
    line("  final MappedArray<Shared> shared; final int k1 = " + random.nextInt() + ";");
    line("  final int k2; final long k3;");
    line("  public " + name + "(MappedArray<Shared> shared, int k2, long k3) {");
    line("    this.shared = shared; this.k2 = k2; this.k3 = k3;");
    line("  }");
    line("  static int quotient(int a, int b) { return b == 0 ? a : a / b; }");
    line("  static long quotient(long a, long b) { if (b != 0) { return a % b; } return -1; }");
    Map<String, Integer> intMethods = new LinkedHashMap<>();
    Map<String, Integer> longMethods = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean isInt = random.nextBoolean();
      String method = "m" + i;
      method(method, isInt, intMethods, longMethods);
      (isInt ? intMethods : longMethods).put(method, decisions.taken());
    }
    entry(intMethods, longMethods);
    line("}");
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void statementLine(String line) {
    text.append(indent).append(line).append('\n');
  }

  private void begin(
      boolean shared,
      Map<String, Integer> intMethods,
      Map<String, Integer> longMethods,
      int limit) {
    decisions = new Decisions(limit);
    expressions = new RandomExpressions(random, shared, decisions);
    expressions.intMethods().putAll(intMethods);
    expressions.longMethods().putAll(longMethods);
    assignableInts.clear();
    assignableLongs.clear();
  }

  private void variable(boolean isInt, String variable, String value) {
    statementLine((isInt ? "int " : "long ") + variable + " = " + value + ";");
    (isInt ? expressions.ints() : expressions.longs()).add(variable);
    (isInt ? assignableInts : assignableLongs).add(variable);
  }

  private void method(
      String method,
      boolean isInt,
      Map<String, Integer> intMethods,
      Map<String, Integer> longMethods) {
    boolean instance = random.nextBoolean();
    boolean calls = instance && random.nextInt(3) == 0;
    begin(
        instance,
        calls ? intMethods : Map.of(),
        calls ? longMethods : Map.of(),
        MAX_DECISIONS_OF_METHOD);
    returnType = isInt ? "int" : "long";
    String kind = instance ? "" : "private static ";
    line("  %s%s %s(int p, long q) {".formatted(kind, returnType, method));
    expressions.ints().add("p");
    expressions.longs().add("q");
    assignableInts.add("p");
    assignableLongs.add("q");
    statements(1 + random.nextInt(3), 1);
    statementLine("return " + (isInt ? expressions.anInt(2) : expressions.aLong(2)) + ";");
    line("  }");
  }

  private void entry(Map<String, Integer> intMethods, Map<String, Integer> longMethods) {
    begin(true, intMethods, longMethods, MAX_DECISIONS);
    returnType = "int";
    line("  @SyscallProgram public int run(Context context) {");
    variable(false, "x0", "context.a()");
    variable(false, "x1", "context.b()");
    variable(false, "x2", "k3");
    variable(true, "n0", "context.c()");
    variable(true, "n1", "context.d()");
    variable(true, "n2", random.nextBoolean() ? "context.e()" : "context.f()");
    variable(true, "n3", random.nextBoolean() ? "k1" : "k2");
    statements(4 + random.nextInt(8), 2);
    for (int i = 0; i < 3; i++) {
      statementLine("context.l%d(x%d);".formatted(i, i));
      statementLine("context.i%d(n%d);".formatted(i, i));
    }
    statementLine("return " + expressions.anInt(2) + ";");
    line("  }");
  }

  private void statements(int count, int nesting) {
    for (int i = 0; i < count; i++) {
      statement(nesting);
    }
  }

  private void statement(int nesting) {
    int kind = random.nextInt(nesting > 0 ? 16 : 9);
    switch (kind) {
      case 0, 1, 2 -> assignInt();
      case 3, 4 -> assignLong();
      case 5 -> swap();
      case 6, 7 -> store();
      case 8 -> compound();
      case 9, 10, 11 -> branch(nesting);
      case 12, 13 -> loop(nesting);
      case 14 -> select(nesting);
      default -> earlyReturn();
    }
  }

  private void assignInt() {
    statementLine(
        expressions.pick(assignableInts) + " = " + expressions.anInt(1 + random.nextInt(3)) + ";");
  }

  private void assignLong() {
    statementLine(
        expressions.pick(assignableLongs) + " = " + expressions.aLong(1 + random.nextInt(3)) + ";");
  }

  private void swap() {
    boolean isInt = random.nextBoolean();
    List<String> variables = isInt ? assignableInts : assignableLongs;
    if (variables.size() < 2) {
      compound();
      return;
    }
    String a = variables.get(random.nextInt(variables.size()));
    String b = variables.get(random.nextInt(variables.size()));
    String c = variables.get(random.nextInt(variables.size()));
    String t = "t" + loops++;
    statementLine(
        "{ %s %s = %s; %s = %s; %s = %s; %s = %s; }"
            .formatted(isInt ? "int" : "long", t, a, a, b, b, c, c, t));
  }

  private void compound() {
    String variable = expressions.pick(assignableInts);
    switch (random.nextInt(4)) {
      case 0 -> statementLine(variable + "++;");
      case 1 -> statementLine(variable + " -= " + random.nextInt(-300, 300) + ";");
      case 2 -> statementLine(variable + " += " + expressions.aLong(1) + ";");
      default -> statementLine(variable + " >>>= " + expressions.anInt(1) + ";");
    }
  }

  private void store() {
    if (!expressions.sharesMemory()) {
      compound();
      return;
    }
    String element = expressions.element();
    statementLine(
        switch (random.nextInt(7)) {
          case 0 -> "%s.word(%s);".formatted(element, expressions.anInt(2));
          case 1 -> "%s.half((short) %s);".formatted(element, expressions.anInt(2));
          case 2 -> "%s.octet((byte) %s);".formatted(element, expressions.anInt(1));
          case 3 -> "%s.sum(%s);".formatted(element, expressions.aLong(2));
          case 4 -> "%s.addSum(%s);".formatted(element, expressions.aLong(2));
          case 5 -> "%s.addWord(%s);".formatted(element, expressions.anInt(2));
          default ->
              "%s.slot(%s & 3, %s);"
                  .formatted(element, expressions.pick(expressions.ints()), expressions.aLong(2));
        });
  }

  private void nested(int count, int nesting) {
    String before = indent;
    indent = indent + "  ";
    int ints = expressions.ints().size();
    int longs = expressions.longs().size();
    statements(count, nesting);
    expressions.ints().subList(ints, expressions.ints().size()).clear();
    expressions.longs().subList(longs, expressions.longs().size()).clear();
    indent = before;
  }

  private void branch(int nesting) {
    if (!decisions.take(1)) {
      assignInt();
      return;
    }
    statementLine("if (" + expressions.condition(2) + ") {");
    nested(1 + random.nextInt(3), nesting - 1);
    if (random.nextBoolean()) {
      statementLine("} else {");
      nested(1 + random.nextInt(2), nesting - 1);
    }
    statementLine("}");
  }

  private void loop(int nesting) {
    int count = 1 + random.nextInt(5);
    if (decisions.iterations() * count > MAX_ITERATIONS) {
      assignLong();
      return;
    }
    String counter = "c" + loops++;
    boolean down = random.nextInt(4) == 0;
    statementLine(
        down
            ? "for (int %s = %d; %s > 0; %s--) {".formatted(counter, count, counter, counter)
            : "for (int %s = 0; %s < %d; %s++) {".formatted(counter, counter, count, counter));
    expressions.ints().add(counter);
    decisions.enterLoop(count);
    if (random.nextInt(4) == 0 && decisions.take(1)) {
      statementLine(
          "  if (%s) { %s; }"
              .formatted(expressions.condition(1), random.nextBoolean() ? "break" : "continue"));
    }
    nested(1 + random.nextInt(4), nesting - 1);
    decisions.leaveLoop(count);
    expressions.ints().remove(counter);
    statementLine("}");
  }

  private void select(int nesting) {
    if (!decisions.take(2)) {
      store();
      return;
    }
    statementLine("switch (" + expressions.anInt(1) + " & 7) {");
    for (int key = random.nextInt(3); key < 8; key += 1 + random.nextInt(3)) {
      statementLine("  case " + key + ":");
      nested(1, nesting - 1);
      if (random.nextInt(4) != 0) {
        statementLine("  break;");
      }
    }
    statementLine("  default:");
    nested(1, nesting - 1);
    statementLine("}");
  }

  private void earlyReturn() {
    if (!decisions.take(1)) {
      compound();
      return;
    }
    statementLine(
        "if (%s) { return %s; }"
            .formatted(
                expressions.condition(1),
                returnType.equals("int") ? expressions.anInt(1) : expressions.aLong(1)));
  }
}
