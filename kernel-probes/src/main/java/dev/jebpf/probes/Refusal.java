package dev.jebpf.probes;

import dev.jebpf.btf.BtfException;
import dev.jebpf.compiler.ArgumentMismatchException;
import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.NoSuchFunctionException;
import dev.jebpf.link.AttachException;
import dev.jebpf.linux.Capability;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.Lockdown;
import dev.jebpf.linux.Privileges;
import dev.jebpf.program.VerifierException;

/// Why a mechanism does not serve a probe.
///
/// @param mechanism as users read it: `fentry/fexit`
/// @param reason what was tried, what the kernel answered, and what can be done about it
public record Refusal(String mechanism, Cause cause, String reason) {
  /// What is behind it.
  public enum Cause {
    /// The process lacks the capabilities.
    NOT_PERMITTED,
    /// The capabilities are there, and a policy of the machine forbids it nevertheless.
    POLICY,
    /// The kernel is locked down.
    LOCKDOWN,
    /// The kernel was built without it, or is too old for it.
    NOT_BUILT,
    /// There is but it can't be reached, for example for want of a mount.
    NOT_REACHABLE,
    /// The kernel has no such function, tracepoint or member: it was inlined, or is of another
    /// version.
    NO_TARGET,
    /// Several functions have the name.
    AMBIGUOUS,
    /// The kernel does not let the function be traced.
    NOT_TRACEABLE,
    /// The function's arguments are not those the program was written for.
    ARGUMENTS,
    /// The kernel's verifier does not accept the program.
    VERIFIER,
    /// Anything else: see the reason.
    OTHER
  }

  /// The exceptions by which compiling, loading and attaching fail; others are bugs.
  static boolean is(RuntimeException failure) {
    return failure instanceof CompileException
        || failure instanceof VerifierException
        || failure instanceof LinuxException
        || failure instanceof AttachException
        || failure instanceof BtfException;
  }

  static Refusal of(String mechanism, RuntimeException failure) {
    return of(mechanism, failure, Privileges.read());
  }

  static Refusal of(String mechanism, RuntimeException failure, Privileges privileges) {
    return new Refusal(mechanism, cause(failure, privileges), String.valueOf(failure.getMessage()));
  }

  private static Cause cause(RuntimeException failure, Privileges privileges) {
    return switch (failure) {
      case NoSuchFunctionException _ -> Cause.NO_TARGET;
      case ArgumentMismatchException _ -> Cause.ARGUMENTS;
      case CompileException _ -> Cause.NO_TARGET;
      case VerifierException _ -> Cause.VERIFIER;
      case AttachException e -> cause(e.obstacle());
      case LinuxException e -> cause(e, privileges);
      default -> Cause.OTHER;
    };
  }

  private static Cause cause(AttachException.Obstacle obstacle) {
    return switch (obstacle) {
      case NOT_BUILT -> Cause.NOT_BUILT;
      case NOT_REACHABLE -> Cause.NOT_REACHABLE;
      case NO_TARGET -> Cause.NO_TARGET;
      case AMBIGUOUS -> Cause.AMBIGUOUS;
      case NOT_TRACEABLE -> Cause.NOT_TRACEABLE;
    };
  }

  private static Cause cause(LinuxException failure, Privileges privileges) {
    return switch (failure.errno()) {
      case EPERM, EACCES -> forbidden(privileges);
      case ENOTSUPP, EOPNOTSUPP, EINVAL, ENOSYS -> Cause.NOT_BUILT;
      case ENOENT -> Cause.NO_TARGET;
      case null, default -> Cause.OTHER;
    };
  }

  private static Cause forbidden(Privileges privileges) {
    if (!privileges.has(Capability.BPF) || !privileges.has(Capability.PERFMON)) {
      return Cause.NOT_PERMITTED;
    }
    return privileges.lockdown() == Lockdown.CONFIDENTIALITY ? Cause.LOCKDOWN : Cause.POLICY;
  }

  @Override
  public String toString() {
    return mechanism + " refused: " + reason;
  }
}
