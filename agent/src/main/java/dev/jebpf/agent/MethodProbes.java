package dev.jebpf.agent;

import static java.lang.invoke.MethodType.methodType;

import dev.jebpf.instrument.MethodIds;
import dev.jebpf.instrument.ProbeShape;
import dev.jebpf.usdt.UsdtException;
import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// USDT probes of the traced methods: of `com.acme.Orders.place` those are `place__entry`,
/// `place__return` and `place__throw` of the provider `com_acme_Orders`. The first argument of each
/// is the Java thread's id; then come the parameters, the result, or the exception's class.
///
/// They are made when a method is woven, and linked into its code when that runs first.
final class MethodProbes implements MethodIds, AutoCloseable {
  private static final String BRIDGE = "JebpfProbes";
  private static final int LONGEST_NAME = 128;

  private final MethodIds ids;
  private final Map<String, UsdtProvider> providers = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Integer, Probes> methods = new HashMap<>();
  private boolean broken;

  private record Probes(UsdtProbe entry, UsdtProbe exit, UsdtProbe thrown) {}

  private MethodProbes(MethodIds ids) {
    this.ids = ids;
  }

  /// Lets woven code find its probes; null, and the user is told, when there can be none here.
  ///
  /// @param ids gives the methods their numbers
  static @Nullable MethodProbes start(JavaLang javaLang, MethodIds ids) throws Throwable {
    MethodProbes probes = new MethodProbes(ids);
    try {
      probes.provider("jebpf");
    } catch (UsdtException e) {
      Console.say("methods have no USDT probes: " + e.getMessage());
      return null;
    }
    MethodHandle link =
        MethodHandles.lookup()
            .bind(
                probes,
                "link",
                methodType(MethodHandle.class, String.class, MethodType.class, int.class));
    javaLang.staticField(javaLang.define(BRIDGE), "linker", MethodHandle.class).setVolatile(link);
    return probes;
  }

  @Override
  public synchronized int id(String className, String method, String descriptor) {
    int id = ids.id(className, method, descriptor);
    if (id >= 0 && !broken && !methods.containsKey(id)) {
      try {
        methods.put(id, make(className, method, ProbeShape.of(descriptor)));
      } catch (UsdtException e) {
        broken = true;
        Console.say("further methods have no USDT probes: " + e.getMessage());
      }
    }
    return id;
  }

  private Probes make(String className, String method, ProbeShape shape) {
    UsdtProvider provider = provider(identifier(className, LONGEST_NAME));
    String base = unused(provider.name(), identifier(method, LONGEST_NAME / 2));
    return new Probes(
        provider.probe(base + "__entry", types(shape.entry())),
        provider.probe(base + "__return", types(shape.exit())),
        provider.probe(base + "__throw", long.class, String.class));
  }

  private UsdtProvider provider(String name) {
    return providers.computeIfAbsent(name, UsdtProvider::create);
  }

  /// Overloads are told apart by a number.
  private String unused(String provider, String method) {
    String name = method;
    for (int number = 2; !names.add(provider + ":" + name); number++) {
      name = method + "_" + number;
    }
    return name;
  }

  /// The end of a name says most.
  private static String identifier(String name, int longest) {
    String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
    return plain.substring(Math.max(0, plain.length() - longest)).replaceFirst("^[0-9]", "_");
  }

  private static Class<?>[] types(String descriptor) {
    return MethodType.fromMethodDescriptorString(descriptor, null)
        .insertParameterTypes(0, long.class)
        .parameterArray();
  }

  /// What a place in woven code calls: nothing, unless a tracer is attached.
  @SuppressWarnings("unused") // called by JebpfProbes
  private MethodHandle link(String probe, MethodType type, int method)
      throws ReflectiveOperationException {
    Probes probes = of(method);
    if (probes == null) {
      return MethodHandles.empty(type);
    }
    return switch (probe) {
      case "entry" -> guarded(probes.entry, probes.entry.handle(), type);
      case "return" -> guarded(probes.exit, probes.exit.handle(), type);
      case "throw" -> guarded(probes.thrown, withClassName(probes.thrown.handle()), type);
      default -> throw new IllegalArgumentException("probe=" + probe);
    };
  }

  private synchronized @Nullable Probes of(int method) {
    return methods.get(method);
  }

  private static MethodHandle withClassName(MethodHandle fire) throws ReflectiveOperationException {
    MethodHandle name =
        MethodHandles.lookup()
            .findStatic(MethodProbes.class, "className", methodType(String.class, Throwable.class));
    return MethodHandles.filterArguments(fire, 1, name);
  }

  @SuppressWarnings("unused") // called by method handle
  private static String className(Throwable thrown) {
    return thrown.getClass().getName();
  }

  @SuppressWarnings("unused") // called by method handle
  private static long threadId() {
    return Thread.currentThread().threadId();
  }

  private static MethodHandle guarded(UsdtProbe probe, MethodHandle fire, MethodType type)
      throws ReflectiveOperationException {
    var lookup = MethodHandles.lookup();
    MethodHandle enabled =
        lookup.findVirtual(UsdtProbe.class, "isEnabled", methodType(boolean.class)).bindTo(probe);
    MethodHandle threadId =
        lookup.findStatic(MethodProbes.class, "threadId", methodType(long.class));
    return MethodHandles.guardWithTest(
        MethodHandles.dropArguments(enabled, 0, type.parameterList()),
        MethodHandles.foldArguments(fire, threadId).asType(type),
        MethodHandles.empty(type));
  }

  /// Disables all probes.
  @Override
  public synchronized void close() {
    List<UsdtProvider> all = new ArrayList<>(providers.values());
    providers.clear();
    all.forEach(UsdtProvider::close);
  }
}
