package dev.jebpf.pictures;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemToolkit;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;

/// An event with its values as JMC has them.
///
/// @param item JMC's
/// @param start in nanoseconds since the epoch
/// @param end in nanoseconds since the epoch
/// @param thread the thread whose lane it is on; two are the same lane to JMC when they are equal
public record Event(IItem item, long start, long end, @Nullable IMCThread thread) {
  static Event of(IItem item) {
    IType<IItem> type = ItemToolkit.getItemType(item);
    var thread = JfrAttributes.EVENT_THREAD.getAccessor(type);
    return new Event(
        item,
        nanos(JfrAttributes.START_TIME.getAccessor(type).getMember(item)),
        nanos(JfrAttributes.END_TIME.getAccessor(type).getMember(item)),
        thread == null ? null : thread.getMember(item));
  }

  private static long nanos(IQuantity time) {
    return time.clampedLongValueIn(UnitLookup.EPOCH_NS);
  }

  private IType<IItem> itemType() {
    return ItemToolkit.getItemType(item);
  }

  /// Name of its type, such as `jebpf.FileRead`.
  public String type() {
    return itemType().getIdentifier();
  }

  /// The value of a field; null when it has none or there is no such field.
  public @Nullable Object value(String field) {
    IAccessorKey<?> key = key(field);
    return key == null ? null : itemType().getAccessor(key).getMember(item);
  }

  /// The value of a field as a number; 0 when it has none.
  public long number(String field) {
    return switch (value(field)) {
      case IQuantity quantity -> quantity.longValue();
      case Number number -> number.longValue();
      case null, default -> 0;
    };
  }

  /// The value of a field that all events of the type have.
  public IQuantity quantity(IAttribute<IQuantity> field) {
    return field.getAccessor(itemType()).getMember(item);
  }

  /// The value of a field as JMC shows it in a table; empty when it has none.
  public String shown(String field) {
    return switch (value(field)) {
      case null -> "";
      case IMCThread thread -> thread.getThreadName() == null ? "" : thread.getThreadName();
      case IDisplayable value -> value.displayUsing(IDisplayable.AUTO);
      case Object value -> value.toString();
    };
  }

  /// What JMC calls a field at the head of a column.
  public String label(String field) {
    IAccessorKey<?> key = key(field);
    return key == null ? field : itemType().getAccessorKeys().get(key).getName();
  }

  private @Nullable IAccessorKey<?> key(String field) {
    for (Map.Entry<IAccessorKey<?>, ?> entry : itemType().getAccessorKeys().entrySet()) {
      if (entry.getKey().getIdentifier().equals(field)) {
        return entry.getKey();
      }
    }
    return null;
  }
}
