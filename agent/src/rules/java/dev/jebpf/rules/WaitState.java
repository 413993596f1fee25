package dev.jebpf.rules;

import java.util.List;

/// States in which a call waits for something other than a CPU, and what helps against each.
///
/// @param field in events
/// @param label as reports name the state
/// @param fault whether much of it is a fault by itself: nobody takes a lock or reads from a cold
/// disk in order to wait, while a call to another service does nothing else
/// @param advice what to do
record WaitState(String field, String label, boolean fault, String advice) {
  static final WaitState LOCK =
      new WaitState(
          "lock",
          "lock",
          true,
          "Hold the monitor for a shorter time, guard less with it, or use a structure that does"
              + " not need it.");

  static final List<WaitState> ALL =
      List.of(
          LOCK,
          new WaitState(
              "disk",
              "disk",
              true,
              "See which files (the rule on file operations): cache what is read again and again,"
                  + " force several writes to disk at once, or use a faster device."),
          new WaitState(
              "fault",
              "fault",
              true,
              "Pages were not in memory: look for swapping, for mapped files that are larger than"
                  + " the page cache, and try -XX:+AlwaysPreTouch."),
          new WaitState(
              "vm",
              "vm",
              true,
              "The JVM held the calls up: see its garbage collections and safepoints"
                  + " (-Xlog:gc,safepoint)."),
          new WaitState(
              "carrier",
              "carrier",
              true,
              "Virtual threads were ready to run and all carriers were busy, or pinned: see what"
                  + " the calls do on a CPU and the field pinned of jebpf.MethodStatistics."),
          new WaitState(
              "file",
              "file",
              false,
              "File system calls that did not wait for the device: fewer and larger operations"
                  + " help, and so does another file system where its locks are contended."),
          new WaitState(
              "network",
              "network",
              false,
              "The peer is slow, far away, or asked too often: see who it is (the rule on TCP"
                  + " operations), ask for more at a time, or do something else meanwhile."),
          new WaitState(
              "park",
              "park",
              false,
              "A lock, queue, pool or future of java.util.concurrent: the stacks of"
                  + " jebpf.MethodCall and the waker tell which, and who was waited for."),
          new WaitState(
              "wait",
              "wait",
              false,
              "Object.wait: the stacks of jebpf.MethodCall and the waker tell who was waited for."),
          new WaitState(
              "sleep",
              "sleep",
              false,
              "Thread.sleep within a call that somebody waits for: be told instead of polling."),
          new WaitState(
              "poll",
              "poll",
              false,
              "An event loop within a call: see whether it should wait there at all."),
          new WaitState(
              "pipe",
              "pipe",
              false,
              "The other end of a pipe, terminal or device is slow: often a child process."));
}
