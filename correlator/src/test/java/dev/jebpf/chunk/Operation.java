package dev.jebpf.chunk;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// An event type with a field of every form.
@Name("test.Operation")
@Label("Operation")
@Category({"test", "Operations"})
@StackTrace(false)
final class Operation extends Event {
  static final String NAME = "test.Operation";

  @Label("Thread")
  @Nullable Thread thread;

  @Label("Path")
  @Nullable String path;

  @DataAmount(DataAmount.BYTES)
  @Label("Bytes")
  long bytes;

  @Label("Port")
  int port;

  @Label("Flag")
  boolean flag;
}
