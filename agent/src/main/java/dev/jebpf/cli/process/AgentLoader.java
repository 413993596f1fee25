package dev.jebpf.cli.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/// Loads the agent into a running JVM. Uses module `jdk.attach`, which a runtime made by jlink may
/// lack: only touch this class where [#available].
public final class AgentLoader {
  private AgentLoader() {}

  /// Whether this JVM can attach to others.
  public static boolean available() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  /// Loads the agent; returns when it has taken the options.
  ///
  /// @throws AttachFailedException saying why it could not and what to do
  public static void load(long pid, Path jar, String options) throws AttachFailedException {
    VirtualMachine machine;
    try {
      machine = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException e) {
      throw new AttachFailedException(
          "the JVM doesn't answer: "
              + e.getMessage()
              + ". Was it started with -XX:+DisableAttachMechanism, is it stopped, or is its"
              + " /tmp/.java_pid"
              + pid
              + " not reachable from here?",
          e);
    } catch (IOException e) {
      throw new AttachFailedException("the JVM can't be reached: " + e.getMessage(), e);
    }
    try {
      machine.loadAgent(jar.toAbsolutePath().toString(), options);
    } catch (AgentLoadException | AgentInitializationException | IOException e) {
      throw new AttachFailedException(
          "the JVM refused the agent: "
              + e.getMessage()
              + ". Was it started with -XX:-EnableDynamicAgentLoading? Its standard error says"
              + " more",
          e);
    } finally {
      detach(machine);
    }
  }

  private static void detach(VirtualMachine machine) {
    try {
      machine.detach();
    } catch (IOException _) {
      // the connection is gone, as wanted
    }
  }
}
