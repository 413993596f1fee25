package dev.jebpf.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.IMCType;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IUnit;
import org.openjdk.jmc.common.unit.UnitLookup;

/// One recorded event, its fields by name. A field that a type lacks is 0, `false` or empty: an
/// older or newer agent may have written the recording.
final class Recorded {
  private final IItem item;
  private final Map<String, IMemberAccessor<?, IItem>> fields;

  private Recorded(IItem item, Map<String, IMemberAccessor<?, IItem>> fields) {
    this.item = item;
    this.fields = fields;
  }

  /// All events of some types, each type in the order of the recording.
  static List<Recorded> of(IItemCollection items, String... types) {
    List<Recorded> all = new ArrayList<>();
    for (IItemIterable ofOneType : items.apply(ItemFilters.type(types))) {
      Map<String, IMemberAccessor<?, IItem>> fields = fields(ofOneType.getType());
      for (IItem item : ofOneType) {
        all.add(new Recorded(item, fields));
      }
    }
    return all;
  }

  private static Map<String, IMemberAccessor<?, IItem>> fields(IType<IItem> type) {
    Map<String, IMemberAccessor<?, IItem>> fields = new HashMap<>();
    for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
      fields.put(key.getIdentifier(), type.getAccessor(key));
    }
    return fields;
  }

  /// Name of the event type.
  String type() {
    return item.getType().getIdentifier();
  }

  /// When it began, in nanoseconds since 1970.
  long start() {
    return nanos("startTime", UnitLookup.EPOCH_NS);
  }

  /// How long it took, in nanoseconds.
  long duration() {
    return nanos("duration", UnitLookup.NANOSECOND);
  }

  /// A time span in nanoseconds.
  long nanos(String field) {
    return nanos(field, UnitLookup.NANOSECOND);
  }

  private long nanos(String field, IUnit unit) {
    return get(field) instanceof IQuantity quantity ? quantity.clampedLongValueIn(unit) : 0;
  }

  /// A number without a unit, for which JMC has two types.
  long number(String field) {
    Object value = get(field);
    if (value instanceof IQuantity quantity) {
      return quantity.clampedLongValueIn(UnitLookup.NUMBER_UNITY);
    }
    return value instanceof Number number ? number.longValue() : 0;
  }

  boolean flag(String field) {
    return Boolean.TRUE.equals(get(field));
  }

  /// Java's id of the thread that committed it, which virtual threads have too; 0 for none.
  long threadId() {
    return get("eventThread") instanceof IMCThread thread && thread.getThreadId() != null
        ? thread.getThreadId()
        : 0;
  }

  /// Text; a thread's or a class's name.
  String text(String field) {
    Object value = get(field);
    if (value instanceof IMCThread thread) {
      return thread.getThreadName() == null ? "" : thread.getThreadName();
    }
    return value instanceof IMCType type
        ? type.getFullName()
        : value == null ? "" : value.toString();
  }

  /// A field's value as JMC has it.
  @Nullable Object get(String field) {
    IMemberAccessor<?, IItem> accessor = fields.get(field);
    return accessor == null ? null : accessor.getMember(item);
  }
}
