package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// An fsync, fdatasync or sync_file_range.
@jdk.jfr.Name("jebpf.FileSync")
@Label("File Sync")
@Description("A file was forced to disk")
@Category({"jebpf", "Files"})
@StackTrace(false)
public final class FileSyncEvent extends FileEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), FileSyncEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, FileOperation operation) {
    new FileSyncEvent().commit(output, TIMES, origin, operation);
  }
}
