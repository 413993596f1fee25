package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// A read, pread, readv and their kind.
@jdk.jfr.Name("jebpf.FileRead")
@Label("File Read")
@Description("A read from a file")
@Category({"jebpf", "Files"})
@StackTrace(false)
public final class FileReadEvent extends FileEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), FileReadEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, FileOperation operation) {
    new FileReadEvent().commit(output, TIMES, origin, operation);
  }
}
