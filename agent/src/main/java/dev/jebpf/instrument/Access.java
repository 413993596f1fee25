package dev.jebpf.instrument;

/// Access flags of methods; Java Virtual Machine Specification, table 4.6-A.
final class Access {
  static final int STATIC = 0x0008;
  static final int BRIDGE = 0x0040;
  static final int NATIVE = 0x0100;
  static final int ABSTRACT = 0x0400;

  private Access() {}
}
