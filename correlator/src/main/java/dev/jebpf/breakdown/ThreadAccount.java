package dev.jebpf.breakdown;

/// Where the time of one thread went, from when the agent first saw it until it ended or the
/// recording did.
///
/// @param name the Java thread's name, or the VM's for its own threads
/// @param javaThreadId [Thread#threadId]; 0 for the VM's own threads
/// @param osThreadId the kernel's id of the thread; 0 for virtual threads
/// @param ended whether the thread ended within the recording
public record ThreadAccount(
    String name,
    long javaThreadId,
    long osThreadId,
    boolean virtual,
    boolean ended,
    long wallNanos,
    StateTimes states) {

  /// @throws IllegalArgumentException if the states don't add up to `wallNanos`
  public ThreadAccount {
    states.requireTotal("thread " + name, wallNanos);
  }
}
