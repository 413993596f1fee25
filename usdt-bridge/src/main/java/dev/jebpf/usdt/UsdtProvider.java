package dev.jebpf.usdt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A named group of probes: what is before the colon in `acme:order_placed`. May be used from any
/// thread.
///
/// Two providers of the same name are two groups; tracers that ask for the name attach to both.
public final class UsdtProvider implements AutoCloseable {
  private final String name;
  private final ProbePool pool;
  private final Map<String, LinkedProbe> probes = new LinkedHashMap<>();
  private volatile boolean open = true;

  private UsdtProvider(String name, ProbePool pool) {
    this.name = ProbeNames.check("provider", name);
    this.pool = pool;
  }

  /// Makes a provider without probes. The first of a JVM writes and loads the file that all share.
  ///
  /// @param name an identifier of C: letters, digits and underscores
  /// @throws IllegalArgumentException for another name
  /// @throws UsdtException if there is no directory for the file, or the system has no USDT
  public static UsdtProvider create(String name) {
    UsdtProvider provider = new UsdtProvider(name, ProbePool.shared());
    provider.pool.open();
    return provider;
  }

  static UsdtProvider create(String name, ProbePool pool) {
    return new UsdtProvider(name, pool);
  }

  /// The name before the colon.
  public String name() {
    return name;
  }

  /// Adds a probe, or returns the one of this name and these types that there is. Tools that look
  /// from now on find it.
  ///
  /// @param name an identifier of C
  /// @param types up to 12 of the integer types, `boolean`, `char`, `String`, enums, `byte[]`,
  ///     which counts twice, and `Object`, for its identity
  /// @throws IllegalArgumentException for another name, other types, or if there is a probe of this
  ///     name with different types
  /// @throws IllegalStateException after [#close]
  /// @throws UsdtException if the disk is full, or there is no directory for one more file
  public UsdtProbe probe(String name, Class<?>... types) {
    ProbeNames.check("probe", name);
    Signature signature = Signature.of(types);
    synchronized (probes) {
      requireOpen();
      LinkedProbe known = probes.get(name);
      if (known == null) {
        known = link(name, signature);
        probes.put(name, known);
      } else if (!known.signature().equals(signature)) {
        throw new IllegalArgumentException(
            "probe %s has the types %s, not %s"
                .formatted(known, known.parameterTypes(), signature.types()));
      }
      return known;
    }
  }

  private LinkedProbe link(String probe, Signature signature) {
    String places = signature.places(pool.instruction().machine());
    return new LinkedProbe(this, probe, signature, pool.add(name, probe, places));
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("provider " + name + " is closed");
    }
  }

  /// The probes in the order they were added; none after [#close].
  public List<UsdtProbe> probes() {
    synchronized (probes) {
      return List.copyOf(probes.values());
    }
  }

  /// The files that hold the probes of this JVM, for tools that want a path. They are of no further
  /// use to programs, which must not touch them.
  public List<Path> files() {
    return pool.files();
  }

  /// Whether [#close] was not called yet.
  public boolean isOpen() {
    return open;
  }

  /// Disables all probes and takes them from what tools list. Tracers that are attached see nothing
  /// more.
  ///
  /// @throws UsdtException if the file could not be changed; the probes are disabled all the same
  @Override
  public void close() {
    synchronized (probes) {
      open = false;
      List<Site> sites = new ArrayList<>();
      probes.values().forEach(probe -> sites.add(probe.site()));
      probes.clear();
      pool.remove(sites);
    }
  }
}
