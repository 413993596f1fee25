package dev.jebpf.event.code;

/// Where the stack is at both ends of a call. A function of user space may never return: a longjmp,
/// an exception or the thread's end goes past it. Then its frame lies below the stack pointer of
/// what comes next, and it is forgotten.
///
/// @param atEntry the stack pointer there
/// @param atExit what the stack pointer was at the entry of the call that returns now
public record Frame(Term atEntry, Term atExit) {}
