package dev.jebpf.map;

import dev.jebpf.lang.MapView;
import java.lang.foreign.MemorySegment;

/// Implements the interfaces of map values and ring buffer records over memory.
///
/// The interface may be package-private and of any class loader or module that sees this package; a
/// named module other than this one has to open the interface's package. A view is as thread-safe
/// as the memory below: single words are never torn, and only methods marked atomic are more than
/// that.
public final class Views {
  private static final ClassValue<ViewType<? extends MapView>> TYPES =
      new ClassValue<>() {
        @Override
        protected ViewType<? extends MapView> computeValue(Class<?> type) {
          return ViewType.of(type.asSubclass(MapView.class));
        }
      };

  private Views() {}

  /// The implementation of an interface, generated once.
  ///
  /// @throws IllegalArgumentException naming the method that breaks a rule of [MapView]
  @SuppressWarnings("unchecked") // computed from the class itself
  public static <V extends MapView> ViewType<V> type(Class<V> type) {
    return (ViewType<V>) TYPES.get(type);
  }

  /// A view of memory.
  public static <V extends MapView> V over(Class<V> type, MemorySegment memory, long offset) {
    return type(type).over(memory, offset);
  }

  /// A view of new memory of its own, all zeroes; for tests and for values to be put into a map.
  public static <V extends MapView> V allocate(Class<V> type) {
    return type(type).allocate();
  }

  /// Moves a view that came from here to other memory, so that one view serves many records.
  public static void move(MapView view, MemorySegment memory, long offset) {
    segmentView(view).moveTo(memory, offset);
  }

  /// The memory behind a view that came from here, from its first byte to its last.
  public static MemorySegment segment(MapView view, int size) {
    SegmentView segmentView = segmentView(view);
    return segmentView.memory().asSlice(segmentView.base(), size);
  }

  private static SegmentView segmentView(MapView view) {
    if (view instanceof SegmentView segmentView) {
      return segmentView;
    }
    throw new IllegalArgumentException("not a view of memory: " + view.getClass().getName());
  }
}
