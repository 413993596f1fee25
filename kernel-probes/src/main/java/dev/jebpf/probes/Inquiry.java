package dev.jebpf.probes;

import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.lang.Helpers;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.SystemCall;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.map.Views;
import dev.jebpf.program.ProgramLoader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Asks the kernel, by a program of its own, what the others have to know before they are compiled.
final class Inquiry {
  /// What came out.
  ///
  /// @param process who the traced process is in the initial PID namespace. Of another process
  /// than this one, and where the kernel would not tell, we take the id for that
  /// @param notes what the kernel lacks, and what is done instead
  record Findings(ProcessIdentity process, UserRegisters registers, List<String> notes) {}

  private final Kernel kernel;
  private final KernelFeatures features;
  private final ProgramCompiler compiler;
  private final Helpers helpers = KernelHelpers.compiledOnly();

  Inquiry(Kernel kernel, KernelFeatures features, ProgramCompiler compiler) {
    this.kernel = kernel;
    this.features = features;
    this.compiler = compiler;
  }

  Findings make(ProbeConfig config) {
    boolean own = config.tgid() == ProcessHandle.current().pid();
    boolean onDemand = features.support(Feature.SYSCALL_PROGRAM).isSupported();
    boolean registersKnown = features.support(Feature.TASK_PT_REGS).isSupported();
    ProcessIdentity named = ProcessIdentity.initial(config.tgid());
    if (registersKnown && (onDemand || !own)) {
      return new Findings(own ? onDemand() : named, new HelperRegisters(helpers), List.of());
    }
    return bySystemCall(own ? null : named, registersKnown);
  }

  private ProcessIdentity onDemand() {
    try (var program = ProgramLoader.of(kernel).load(compiler.compile(new WhoAmI(helpers), "ask"));
        var arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocate(OwnProcess.Answer.SIZE, Long.BYTES);
      program.run(context);
      return identity(Views.over(OwnProcess.Answer.class, context, 0));
    }
  }

  private static ProcessIdentity identity(OwnProcess.Answer answer) {
    return new ProcessIdentity(answer.tgid(), answer.namespaceLevel(), answer.namespace());
  }

  /// @param named who the traced process is if it is not this one
  private Findings bySystemCall(@Nullable ProcessIdentity named, boolean registersKnown) {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var answers = maps.mappedArray("jebpf_self", OwnProcess.Answer.class, 1);
      long token = ThreadLocalRandom.current().nextLong();
      var program = new WhoCalls(helpers, answers, token);
      try (var loaded = ProgramLoader.of(kernel).load(compiler.compile(program, "asked"));
          var _ = Link.attach(kernel, loaded)) {
        kernel.call(SystemCall.GETTID, token, ~token, 0);
      }
      OwnProcess.Answer answer = answers.at(0);
      if (answer.registers() == 0) {
        throw new IllegalStateException("a system call of this process was not seen at sys_enter");
      }
      return new Findings(
          named == null ? identity(answer) : named,
          registersKnown
              ? new HelperRegisters(helpers)
              : new StackRegisters(helpers, answer.registers() - answer.stack()),
          registersKnown ? List.of() : List.of(note(answer)));
    }
  }

  private static String note(OwnProcess.Answer answer) {
    return "without bpf_task_pt_regs the user registers are read where a system call of this process"
        + " was seen to have them, %d bytes into the thread's kernel stack"
            .formatted(answer.registers() - answer.stack());
  }
}
