package dev.jebpf.cli.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
    VirtualMachine machine = attach(pid);
    try {
      load(machine, jar, options);
    } finally {
      detach(machine);
    }
  }

  /// Loads the agent with a request, and returns its answer, which is a system property of that
  /// JVM.
  ///
  /// @return null when there is none
  /// @throws AttachFailedException saying why it could not and what to do
  public static @Nullable String ask(long pid, Path jar, String request, String property)
      throws AttachFailedException {
    VirtualMachine machine = attach(pid);
    try {
      load(machine, jar, request);
      return machine.getSystemProperties().getProperty(property);
    } catch (IOException e) {
      throw new AttachFailedException("its answer can't be read: " + e.getMessage(), e);
    } finally {
      detach(machine);
    }
  }

  private static VirtualMachine attach(long pid) throws AttachFailedException {
    try {
      return VirtualMachine.attach(Long.toString(pid));
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
  }

  private static void load(VirtualMachine machine, Path jar, String options)
      throws AttachFailedException {
    try {
      machine.loadAgent(jar.toAbsolutePath().toString(), options);
    } catch (AgentLoadException | AgentInitializationException | IOException e) {
      throw new AttachFailedException(
          "the JVM refused the agent: "
              + e.getMessage()
              + ". Was it started with -XX:-EnableDynamicAgentLoading? Its standard error says"
              + " more",
          e);
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
