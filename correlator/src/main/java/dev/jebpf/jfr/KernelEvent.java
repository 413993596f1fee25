package dev.jebpf.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/// An operation of the kernel, joined with the thread, the span and the waker.
abstract class KernelEvent extends OriginEvent {
  @SystemCallResult
  @Label("Result")
  @Description("What the system call returned; negative: an error")
  long result;

  @Name
  @Label("Error")
  @Description("Name of the error, such as ECONNREFUSED")
  @Nullable String error;
}
