package dev.jebpf.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What container engines put a process into, as a command to run a child through
/// ([ChildJvm#through]); made with unshare(1), needs root. The child has process id 1 inside.
public enum Container {
  /// A PID namespace of its own, with its `/proc`.
  PID_NAMESPACE(List.of(), "--pid", "--mount-proc"),

  /// The same, with private mounts and a network of its own that has a loopback device only; there
  /// is no tracefs in it.
  PRIVATE_MOUNTS_AND_NETWORK(
      List.of(
          ContainerInit.LOOPBACK,
          ContainerInit.HIDE,
          "/sys/kernel/tracing",
          ContainerInit.HIDE,
          "/sys/kernel/debug"),
      "--pid",
      "--mount-proc",
      "--mount",
      "--net",
      "--ipc",
      "--uts"),

  /// A PID namespace in another.
  NESTED(List.of(), "--pid", "--mount-proc") {
    @Override
    String[] around() {
      return PID_NAMESPACE.enter();
    }
  },

  /// A PID namespace that still has the `/proc` of the one around it, where processes and threads
  /// have other ids.
  PROC_OF_THE_HOST(List.of(), "--pid"),

  /// A user namespace, as rootless engines make one: root inside, nobody to the kernel.
  USER_NAMESPACE(List.of(), "--user", "--map-root-user"),

  /// No namespaces, but bpf(2) is forbidden.
  SECCOMP_EPERM(List.of(ContainerInit.FORBID_BPF, "1")),

  /// No namespaces, but bpf(2) is hidden (`ENOSYS`).
  SECCOMP_ENOSYS(List.of(ContainerInit.FORBID_BPF, "38"));

  private final List<String> preparations;
  private final String[] namespaces;

  Container(List<String> preparations, String... namespaces) {
    this.preparations = preparations;
    this.namespaces = namespaces;
  }

  /// The command.
  public String[] command() {
    List<String> command = new ArrayList<>(Arrays.asList(around()));
    if (namespaces.length > 0) {
      Collections.addAll(command, enter());
    }
    if (!preparations.isEmpty()) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      Collections.addAll(command, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
      Collections.addAll(command, "-cp", ChildJvm.classPathOf(ContainerInit.class));
      command.add(ContainerInit.class.getName());
      command.addAll(preparations);
      command.add(ContainerInit.RUN);
    }
    return command.toArray(String[]::new);
  }

  String[] around() {
    return new String[0];
  }

  /// Enters the namespaces; the end of unshare(1) ends the child.
  private String[] enter() {
    List<String> command = new ArrayList<>(List.of("unshare", "--fork", "--kill-child"));
    Collections.addAll(command, namespaces);
    return command.toArray(String[]::new);
  }
}
