package dev.jebpf.jfr;

import dev.jebpf.chunk.ChunkEventType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import org.jspecify.annotations.Nullable;

/// Reads the fields of events of one class, in the order in which JFR has them.
final class EventFields {
  private final List<VarHandle> handles;

  private EventFields(List<VarHandle> handles) {
    this.handles = handles;
  }

  /// @throws IllegalArgumentException when the class does not have the fields of its type, or not
  /// for this module
  static EventFields of(Class<? extends Event> type) {
    List<VarHandle> handles = new ArrayList<>();
    for (ValueDescriptor field : EventType.getEventType(type).getFields()) {
      if (!ChunkEventType.STANDARD.contains(field.getName())) {
        handles.add(handle(type, field.getName()));
      }
    }
    return new EventFields(handles);
  }

  private static VarHandle handle(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      try {
        Class<?> fieldType = at.getDeclaredField(name).getType();
        return MethodHandles.privateLookupIn(at, MethodHandles.lookup())
            .findVarHandle(at, name, fieldType);
      } catch (NoSuchFieldException _) {
        // one of its superclasses has it
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException("field " + name + " of " + type.getName(), e);
      }
    }
    throw new IllegalArgumentException("field " + name + " of " + type.getName());
  }

  /// The values of an event.
  List<@Nullable Object> read(Event event) {
    List<@Nullable Object> values = new ArrayList<>(handles.size());
    for (VarHandle handle : handles) {
      values.add(handle.get(event));
    }
    return values;
  }
}
