package dev.jebpf.feature;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.compiler.Target;
import dev.jebpf.linux.EventSource;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Privileges;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds out what a kernel offers to this process, each feature when it is first asked for.
/// Conclusive answers are kept, others are sought anew. May be used from any thread.
public final class KernelFeatures {
  private final Kernel kernel;
  private final KernelBtf btf;
  private final Map<Feature, Support> known = new ConcurrentHashMap<>();

  private KernelFeatures(Kernel kernel, KernelBtf btf) {
    this.kernel = kernel;
    this.btf = btf;
  }

  /// The features of a kernel, with an empty memory.
  public static KernelFeatures of(Kernel kernel) {
    return new KernelFeatures(kernel, KernelBtf.ofRunningKernel());
  }

  static KernelFeatures of(Kernel kernel, KernelBtf btf) {
    return new KernelFeatures(kernel, btf);
  }

  /// The same kernel as if it lacked some features: how programs fare without them can be tried on
  /// any.
  public KernelFeatures without(Feature... features) {
    var fewer = new KernelFeatures(kernel, btf);
    for (Feature feature : features) {
      fewer.known.put(feature, new Support.Unsupported("left out"));
    }
    return fewer;
  }

  /// Whether a feature can be used.
  public Support support(Feature feature) {
    Support before = known.get(feature);
    if (before != null) {
      return before;
    }
    Support found = find(feature);
    if (found.isConclusive()) {
      known.put(feature, found);
    }
    return found;
  }

  /// Does nothing if the feature can be used.
  ///
  /// @throws FeatureMissingException saying why not
  public void require(Feature feature) {
    Support support = support(feature);
    if (!support.isSupported()) {
      throw new FeatureMissingException(feature, support);
    }
  }

  /// All features, in order.
  public Map<Feature, Support> all() {
    Map<Feature, Support> all = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      all.put(feature, support(feature));
    }
    return all;
  }

  /// What the compiler may use on this kernel.
  public Target target() {
    return new Target(
        support(Feature.INSTRUCTIONS_V4).isSupported(),
        support(Feature.MAY_GOTO).isSupported(),
        support(Feature.RDONLY_CAST).isSupported(),
        support(Feature.CURRENT_TASK_BTF).isSupported(),
        support(Feature.TASK_PT_REGS).isSupported(),
        support(Feature.FETCHING_ATOMICS).isSupported(),
        support(Feature.KERNEL_VARIABLES).isSupported());
  }

  /// The kernel's types, read once; empty without [Feature#KERNEL_BTF].
  public Optional<BtfTypes> types() {
    return btf.types();
  }

  /// What the calling thread may do, read anew.
  public Privileges privileges() {
    return Privileges.read();
  }

  private Support find(Feature feature) {
    MapProbes maps = new MapProbes(kernel);
    ProgramProbes programs = new ProgramProbes(kernel, btf);
    AttachProbes attachments = new AttachProbes(kernel, btf);
    return switch (feature) {
      case KERNEL_BTF -> btf.support();
      case MAPPED_ARRAY -> maps.mappedArray();
      case HASH_TABLE -> maps.hashTable();
      case PER_CPU_ARRAY -> maps.perCpuArray();
      case TASK_STORAGE -> maps.taskStorage();
      case RING_BUFFER -> maps.ringBuffer();
      case SYSCALL_PROGRAM -> programs.syscallProgram();
      case INSTRUCTIONS_V4 -> programs.instructionsV4();
      case FETCHING_ATOMICS -> programs.fetchingAtomics();
      case MAY_GOTO -> programs.mayGoto();
      case RDONLY_CAST -> programs.rdonlyCast();
      case CURRENT_TASK_BTF -> programs.currentTaskBtf();
      case TASK_PT_REGS -> programs.taskPtRegs();
      case KERNEL_VARIABLES -> programs.kernelVariables();
      case RAW_TRACEPOINT -> attachments.rawTracepoint();
      case BTF_TRACEPOINT -> attachments.btfTracepoint();
      case PERF_TRACEPOINT -> attachments.perfTracepoint();
      case FENTRY -> attachments.fentry();
      case KPROBE -> attachments.kprobe();
      case KPROBE_MULTI -> attachments.kprobeMulti();
      case KPROBE_SESSION -> attachments.kprobeSession();
      case UPROBE -> FileProbes.eventSource(EventSource.UPROBE);
      case UPROBE_MULTI -> attachments.uprobeMulti();
      case SOFTWARE_COUNTER -> attachments.softwareCounter();
      case HARDWARE_COUNTER -> attachments.hardwareCounter();
      case TRACEFS -> FileProbes.traceFs();
      case BPF_STATISTICS -> programs.statistics();
    };
  }
}
