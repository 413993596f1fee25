package dev.jebpf.usdt;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A probe that tracers can attach to. Made by [UsdtProvider#probe]; may be used from any thread,
/// platform or virtual, at any time.
///
/// There are three ways to fire it, all with the same effect:
///
/// - [#fire], which boxes its arguments: ask [#isEnabled] first, as C programs do;
/// - an interface of the caller's own, see [#as], and
/// - a method handle, see [#handle].
///
/// The latter two ask by themselves and allocate nothing, whether enabled or not. Keep the probe,
/// or what one of the two returned, in a `static final` field: asking is then a load and a compare.
public sealed interface UsdtProbe permits LinkedProbe {

  /// The name of its provider.
  String provider();

  /// Its own name.
  String name();

  /// The types of its arguments.
  List<Class<?>> parameterTypes();

  /// Where tracers find the arguments, as its note says it: `-8@%rdi 8@%rsi`.
  String places();

  /// Whether a tracer is attached to it and its provider is open.
  boolean isEnabled();

  /// Fires, if [#isEnabled].
  ///
  /// - Strings and the names of enum constants arrive as UTF-8 that ends with NUL, cut after 4,095
  ///   bytes; null as address 0.
  /// - A `byte[]` arrives as two arguments, address and length, cut after 4,096 bytes.
  /// - An argument declared as `Object` arrives as its identity hash code.
  ///
  /// @throws IllegalArgumentException if the values do not fit the probe's types, enabled or not
  void fire(@Nullable Object... arguments);

  /// A handle of type `(parameterTypes)void` that fires, if [#isEnabled]. Made anew by each call.
  MethodHandle handle();

  /// An instance of the caller's interface whose only method fires, if [#isEnabled]:
  ///
  /// ```java
  /// public interface OrderPlaced {
  ///   void fire(long id, String customer);
  /// }
  ///
  /// private static final OrderPlaced PLACED =
  ///     ACME.probe("order_placed", long.class, String.class).as(OrderPlaced.class);
  /// ```
  ///
  /// @param type a public interface with one abstract method, of the probe's types and void
  /// @throws IllegalArgumentException if it is not
  <T> T as(Class<T> type);
}
