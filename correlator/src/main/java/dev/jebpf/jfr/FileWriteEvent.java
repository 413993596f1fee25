package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// A write, pwrite, writev and their kind.
@jdk.jfr.Name("jebpf.FileWrite")
@Label("File Write")
@Description("A write to a file")
@Category({"jebpf", "Files"})
@StackTrace(false)
public final class FileWriteEvent extends FileEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), FileWriteEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, FileOperation operation) {
    new FileWriteEvent().commit(output, TIMES, origin, operation);
  }
}
