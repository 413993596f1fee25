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
/// `place__return` and `place__throw` of the provider `com_acme_Orders`.
///
/// They are made when a method is woven, and linked into its code when that runs first. A class
/// that is redefined, or loaded again by another loader, has the probes it had before.
final class MethodProbes implements MethodIds {
  private static final int LONGEST_NAME = 128;

  private final MethodIds ids;
  private final FiringCode code;
  private final Map<String, UsdtProvider> providers = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Integer, TracedMethod> methods = new HashMap<>();
  private boolean broken;

  /// @param ids gives the methods their numbers
  MethodProbes(MethodIds ids, FiringCode code) {
    this.ids = ids;
    this.code = code;
  }

  /// `(String place, MethodType type, int method)MethodHandle`, for `JebpfProbes`.
  MethodHandle linker() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(
            this,
            "link",
            methodType(MethodHandle.class, String.class, MethodType.class, int.class));
  }

  @Override
  public synchronized int id(String className, String method, String descriptor) {
    int id = ids.id(className, method, descriptor);
    if (id >= 0 && !broken && !methods.containsKey(id)) {
      try {
        methods.put(id, make(className, method, descriptor));
      } catch (UsdtException e) {
        broken = true;
        Console.say("further methods have no USDT probes: " + e.getMessage());
      }
    }
    return id;
  }

  private TracedMethod make(String className, String method, String descriptor) {
    ProbeShape shape = ProbeShape.of(descriptor);
    UsdtProvider provider = provider(identifier(className, LONGEST_NAME));
    String base = unused(provider.name(), identifier(method, LONGEST_NAME / 2));
    UsdtProbe entry = provider.probe(base + "__entry", types(shape.entry(), long.class));
    UsdtProbe exit = provider.probe(base + "__return", types(shape.exit(), long.class, long.class));
    UsdtProbe thrown =
        provider.probe(base + "__throw", long.class, long.class, long.class, String.class);
    return new TracedMethod(className, method, descriptor, entry, exit, thrown);
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

  /// A probe's types: thread, span, what else goes before the values, and the values.
  ///
  /// @param descriptor of what woven code passes, the span last
  private static Class<?>[] types(String descriptor, Class<?>... leading) {
    MethodType passed = MethodType.fromMethodDescriptorString(descriptor, null);
    int span = passed.parameterCount() - 1;
    return passed
        .dropParameterTypes(span, span + 1)
        .insertParameterTypes(0, leading)
        .insertParameterTypes(0, long.class)
        .parameterArray();
  }

  @SuppressWarnings("unused") // called by JebpfProbes
  private MethodHandle link(String place, MethodType type, int method) {
    TracedMethod traced = of(method);
    return traced == null ? MethodHandles.empty(type) : code.of(traced, place, type);
  }

  private synchronized @Nullable TracedMethod of(int method) {
    return methods.get(method);
  }

  /// The providers there are, of which no further ones are made.
  synchronized List<UsdtProvider> end() {
    broken = true;
    return new ArrayList<>(providers.values());
  }
}
