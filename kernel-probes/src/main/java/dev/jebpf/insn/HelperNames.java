package dev.jebpf.insn;

/// Names of the helpers that programs here call, for listings. Numbers are those of `enum
/// bpf_func_id` in `include/uapi/linux/bpf.h`.
final class HelperNames {
  private HelperNames() {}

  static String of(int number) {
    return switch (number) {
      case 1 -> "bpf_map_lookup_elem";
      case 2 -> "bpf_map_update_elem";
      case 3 -> "bpf_map_delete_elem";
      case 5 -> "bpf_ktime_get_ns";
      case 6 -> "bpf_trace_printk";
      case 8 -> "bpf_get_smp_processor_id";
      case 14 -> "bpf_get_current_pid_tgid";
      case 35 -> "bpf_get_current_task";
      case 112 -> "bpf_probe_read_user";
      case 113 -> "bpf_probe_read_kernel";
      case 114 -> "bpf_probe_read_user_str";
      case 115 -> "bpf_probe_read_kernel_str";
      case 131 -> "bpf_ringbuf_reserve";
      case 132 -> "bpf_ringbuf_submit";
      case 133 -> "bpf_ringbuf_discard";
      case 154 -> "bpf_this_cpu_ptr";
      case 156 -> "bpf_task_storage_get";
      case 157 -> "bpf_task_storage_delete";
      case 158 -> "bpf_get_current_task_btf";
      case 175 -> "bpf_task_pt_regs";
      default -> "unknown";
    };
  }
}
