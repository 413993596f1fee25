package dev.jebpf.probes;

/// The traced process as the kernel knows it.
///
/// @param tgid process id in the initial PID namespace
/// @param namespaceLevel depth of the process's PID namespace, 0 for the initial one
/// @param namespace inode number of that namespace; of no use for the initial one
record ProcessIdentity(int tgid, int namespaceLevel, int namespace) {
  /// A process in the initial PID namespace.
  static ProcessIdentity initial(int tgid) {
    return new ProcessIdentity(tgid, 0, 0);
  }
}
