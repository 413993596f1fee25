package dev.jebpf.recording;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/// Calls functions of libraries a known number of times, on a platform thread and a virtual one.
final class UserWork {
  static final int CALLS = 1_000;
  static final int VIRTUAL_CALLS = 300;
  static final int SALES = 500;

  private static final String SOLD = "jebpf.usdt.dev_jebpf_recording_UserWork.sell__return";

  @SuppressWarnings("restricted")
  private static final MethodHandle LABS =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("labs"),
              FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));

  private UserWork() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("main=" + Thread.currentThread().threadId());
    call(CALLS, -42);
    Thread virtual = Thread.ofVirtual().name("light").start(() -> call(VIRTUAL_CALLS, -43));
    virtual.join();
    System.out.println("virtual=" + virtual.threadId());
    Thread observed = Thread.ofPlatform().name("observed").start(() -> {});
    observed.join();
    System.out.println("observed=" + observed.threadId());
    System.gc();
    awaitListener();
    for (int i = 1; i <= SALES; i++) {
      sell(i, "customer " + i);
    }
    System.out.println("environment=" + Map.copyOf(System.getenv()).size());
  }

  static void call(int times, long number) {
    try {
      for (int i = 0; i < times; i++) {
        long _ = (long) LABS.invokeExact(number);
      }
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Sales of nothing count for nothing, and show when the probe is attached.
  private static void awaitListener() throws InterruptedException {
    while (FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .map(EventType::getName)
        .noneMatch(SOLD::equals)) {
      sell(0, "nobody");
      Thread.sleep(10);
    }
  }

  static long sell(int number, String customer) {
    return number == 0 ? 0 : number + customer.length();
  }
}
