package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// An open, openat or creat.
@jdk.jfr.Name("jebpf.FileOpen")
@Label("File Open")
@Description("A file was opened, or could not be")
@Category({"jebpf", "Files"})
@StackTrace(false)
public final class FileOpenEvent extends FileEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), FileOpenEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, FileOperation operation) {
    new FileOpenEvent().commit(output, TIMES, origin, operation);
  }
}
