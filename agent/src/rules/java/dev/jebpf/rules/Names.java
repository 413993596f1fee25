package dev.jebpf.rules;

/// Names of jebpf's event types. A test looks for each of them among the types that the agent
// registers.
final class Names {
  static final String METHOD_CALL = "jebpf.MethodCall";
  static final String METHOD_STATISTICS = "jebpf.MethodStatistics";
  static final String THREAD_BREAKDOWN = "jebpf.ThreadBreakdown";
  static final String IO_STATISTICS = "jebpf.IoStatistics";
  static final String KERNEL_EVENT_STATISTICS = "jebpf.KernelEventStatistics";
  static final String FILE_OPEN = "jebpf.FileOpen";
  static final String FILE_READ = "jebpf.FileRead";
  static final String FILE_WRITE = "jebpf.FileWrite";
  static final String FILE_SYNC = "jebpf.FileSync";
  static final String TCP_CONNECT = "jebpf.TcpConnect";
  static final String TCP_SEND = "jebpf.TcpSend";
  static final String TCP_RECEIVE = "jebpf.TcpReceive";
  static final String BACKEND = "jebpf.Backend";
  static final String OVERHEAD = "jebpf.Overhead";
  static final String LOSSES = "jebpf.Losses";

  private Names() {}
}
