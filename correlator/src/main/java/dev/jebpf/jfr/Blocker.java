package dev.jebpf.jfr;

import org.jspecify.annotations.Nullable;

/// What a thread was blocked by, and who had it.
///
/// @param className of the monitor's object, or of the object the thread parked with; null when it
/// is not known
/// @param address of the `ObjectMonitor`, or of the object parked with; 0 when it is not known
/// @param outcome whether it is known, or why not; empty for a thread that was blocked by something
/// else than an object
/// @param owner name of the thread that had it when this one left the CPU; null when it is not
/// known, or none had
/// @param ownerId its Java id; 0 when it is not known
/// @param ownerOutcome whether the owner is known, or why not; empty for what has none
public record Blocker(
    @Nullable String className,
    long address,
    String outcome,
    @Nullable String owner,
    long ownerId,
    String ownerOutcome) {

  /// By no object.
  public static final Blocker NONE = new Blocker(null, 0, "", null, 0, "");
}
