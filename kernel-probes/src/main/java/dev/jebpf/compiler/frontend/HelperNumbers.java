package dev.jebpf.compiler.frontend;

/// Numbers of `enum bpf_func_id` in `include/uapi/linux/bpf.h`.
final class HelperNumbers {
  static final int MAP_LOOKUP_ELEM = 1;
  static final int MAP_UPDATE_ELEM = 2;
  static final int MAP_DELETE_ELEM = 3;
  static final int KTIME_GET_NS = 5;
  static final int GET_SMP_PROCESSOR_ID = 8;
  static final int GET_CURRENT_PID_TGID = 14;
  static final int GET_CURRENT_TASK = 35;
  static final int PROBE_READ_USER = 112;
  static final int PROBE_READ_KERNEL = 113;
  static final int PROBE_READ_USER_STR = 114;
  static final int PROBE_READ_KERNEL_STR = 115;
  static final int RINGBUF_RESERVE = 131;
  static final int RINGBUF_SUBMIT = 132;
  static final int RINGBUF_DISCARD = 133;
  static final int GET_TASK_STACK = 141;
  static final int THIS_CPU_PTR = 154;
  static final int TASK_STORAGE_GET = 156;
  static final int GET_CURRENT_TASK_BTF = 158;
  static final int TASK_PT_REGS = 175;

  /// `BPF_NOEXIST` of `bpf_map_update_elem`.
  static final int NO_EXIST = 1;

  /// `BPF_LOCAL_STORAGE_GET_F_CREATE`.
  static final int STORAGE_CREATE = 1;

  private HelperNumbers() {}
}
