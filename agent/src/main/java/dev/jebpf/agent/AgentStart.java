package dev.jebpf.agent;

import dev.jebpf.config.AgentOptions;
import dev.jebpf.config.AgentRequest;
import dev.jebpf.config.DumpRequest;
import dev.jebpf.config.FileProblem;
import dev.jebpf.config.OptionDataException;
import dev.jebpf.config.OptionSyntaxException;
import dev.jebpf.config.ThresholdRequest;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What every start of the agent in this JVM comes to, on the command line or by attaching: one
/// session at a time.
public final class AgentStart implements BiConsumer<@Nullable String, Instrumentation> {
  private final ModuleLayer.Controller layer;
  private @Nullable TracingSession session;

  /// Called once, by the layer that made this module.
  public AgentStart(ModuleLayer.Controller layer) {
    this.layer = layer;
  }

  /// Reads the options and starts tracing on a thread of its own, or says in one line why not.
  @Override
  public synchronized void accept(@Nullable String text, Instrumentation instrumentation) {
    if (isRequest(text)) {
      return;
    }
    if (session != null && !session.hasEnded()) {
      Console.say("traces this JVM already; this start changes nothing (" + text + ")");
      return;
    }
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      Console.say("needs the module jdk.jfr, which this JVM lacks; nothing is traced");
      return;
    }
    try {
      AgentOptions options = AgentOptions.parse(text);
      RecordingFile file = options.file() == null ? null : RecordingFile.create(options.file());
      session = new TracingSession(options, file, instrumentation, layer);
      session.start();
    } catch (OptionSyntaxException | OptionDataException e) {
      Console.say(e.getMessage() + "; nothing is traced");
    }
  }

  /// Does what another process asks for, and tells it how that went.
  ///
  /// @return false when it is the options of a start
  private boolean isRequest(@Nullable String text) {
    try {
      AgentRequest request = AgentRequest.of(text);
      if (request != null) {
        System.setProperty(AgentRequest.ANSWER, answer(request));
      }
      return request != null;
    } catch (OptionSyntaxException e) {
      System.setProperty(AgentRequest.ANSWER, String.valueOf(e.getMessage()));
      return true;
    }
  }

  private String answer(AgentRequest request) {
    if (session == null) {
      return "it is not traced by jebpf";
    }
    try {
      switch (request) {
        case DumpRequest dump -> session.dump(dump.file());
        case ThresholdRequest thresholds -> session.thresholds(thresholds);
      }
      return AgentRequest.DONE;
    } catch (IOException e) {
      return FileProblem.of(e);
    }
  }
}
