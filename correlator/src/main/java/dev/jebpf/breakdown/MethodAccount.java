package dev.jebpf.breakdown;

/// Where the time of all calls of one method went.
///
/// @param method class and method name, unique in a recording
/// @param count finished calls, those that threw included
/// @param errors calls that threw
/// @param wallNanos the sum over all calls
/// @param p50Nanos the median duration of a call
/// @param virtualAccount what those on virtual threads did besides
public record MethodAccount(
    String method,
    long count,
    long errors,
    long wallNanos,
    long p50Nanos,
    long p99Nanos,
    long maxNanos,
    StateTimes states,
    VirtualAccount virtualAccount) {

  /// @throws IllegalArgumentException if the states don't add up to `wallNanos`
  public MethodAccount {
    states.requireTotal("method " + method, wallNanos);
  }
}
