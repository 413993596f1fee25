package dev.jebpf.compiler;

/// What the kernel that will run a program offers to its code.
///
/// @param v4 instruction set v4: signed division, sign-extending moves and loads, long jumps.
/// Kernel 6.6
/// @param mayGoto the `may_goto` instruction, which bounds any loop. Kernel 6.9
/// @param rdonlyCast the kfunc `bpf_rdonly_cast`, which turns an address into a pointer that loads
/// may follow. Kernel 6.2
/// @param currentTaskBtf the helper `bpf_get_current_task_btf`, whose result loads may follow.
/// Kernel 5.11
/// @param taskPtRegs the helper `bpf_task_pt_regs`. Kernel 5.15
/// @param atomics atomics that return the old value. Kernel 5.12
/// @param kernelVariables addresses of per-CPU variables (`BPF_PSEUDO_BTF_ID`). Kernel 5.10, and
/// built with `CONFIG_KALLSYMS_ALL`
public record Target(
    boolean v4,
    boolean mayGoto,
    boolean rdonlyCast,
    boolean currentTaskBtf,
    boolean taskPtRegs,
    boolean atomics,
    boolean kernelVariables) {
  /// Everything this compiler can use: kernel 6.9 and later.
  public static Target newest() {
    return new Target(true, true, true, true, true, true, true);
  }

  /// Nothing beyond kernel 5.10.
  public static Target baseline() {
    return new Target(false, false, false, false, false, false, false);
  }
}
