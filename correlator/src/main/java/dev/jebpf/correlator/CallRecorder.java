package dev.jebpf.correlator;

import dev.jebpf.bridge.CallLayout;
import dev.jebpf.jfr.CallLinks;
import dev.jebpf.jfr.EventClock;
import dev.jebpf.jfr.MethodCallEvent;
import dev.jebpf.probes.State;
import dev.jebpf.span.MethodRegistry;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Records a call past its threshold, on the thread that made it and with its stack.
final class CallRecorder implements BiConsumer<long[], @Nullable Throwable> {
  private final EventClock clock;
  private final MethodRegistry methods;
  private final LongFunction<@Nullable String> wakers;

  /// @param wakers names of threads by the kernel's id, asked from any thread
  CallRecorder(EventClock clock, MethodRegistry methods, LongFunction<@Nullable String> wakers) {
    this.clock = clock;
    this.methods = methods;
    this.wakers = wakers;
  }

  @Override
  public void accept(long[] call, @Nullable Throwable thrown) {
    if (!MethodCallEvent.wanted()) {
      return;
    }
    MethodCallEvent.commit(
        clock,
        methods.name((int) call[CallLayout.METHOD]),
        thrown,
        call[CallLayout.START],
        call[CallLayout.DURATION],
        Arrays.copyOfRange(call, CallLayout.STATES, CallLayout.STATES + State.CALL_WORDS),
        VirtualReading.of(call, CallLayout.VIRTUAL),
        new CallLinks(
            call[CallLayout.SPAN],
            call[CallLayout.PARENT],
            call[CallLayout.DEPTH],
            call[CallLayout.SWITCHES]),
        wakers.apply(call[CallLayout.WAKER]));
  }
}
