package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.Registers;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.lang.Helpers;
import java.util.List;

/// What is known of a function of user space without its types: `arg0`, `arg1` and so on at its
/// first instruction, by the calling convention, and the registers by their names anywhere.
final class CallScope implements Scope {
  private static final String ARGUMENT = "arg";

  private final String function;
  private final ElfMachine machine;
  private final RegisterWords registers;
  private final Helpers helpers;
  private final boolean atEntry;

  CallScope(
      String function,
      ElfMachine machine,
      RegisterWords registers,
      Helpers helpers,
      boolean atEntry) {
    this.function = function;
    this.machine = machine;
    this.registers = registers;
    this.helpers = helpers;
    this.atEntry = atEntry;
  }

  @Override
  public Resolved resolve(MemberPath path) throws EventDataException {
    return UserValue.resolve(path, this::find, helpers);
  }

  private UserValue find(String name) throws EventDataException {
    String register = Registers.named(machine, name);
    if (register == null && atEntry) {
      List<String> arguments = Registers.arguments(machine);
      for (int i = 0; i < arguments.size(); i++) {
        register = name.equals(ARGUMENT + i) ? arguments.get(i) : register;
      }
    }
    if (register == null) {
      throw new EventDataException(
          name
              + ": of a function of user space there are "
              + (atEntry
                  ? "arg0 to arg" + (Registers.arguments(machine).size() - 1) + " and "
                  : "inside of it only ")
              + "registers by name"
              + (machine == ElfMachine.X86_64 ? ", such as rdi" : ", such as x0"));
    }
    return new UserValue(registers.word(register), "int64_t", true);
  }

  /// Nothing: how many arguments there are is not known.
  @Override
  public List<FieldRequest> all() {
    return List.of();
  }

  @Override
  public String withoutDuration() {
    return "the entry of a function (uprobe:)";
  }

  @Override
  public String declaration() {
    return function;
  }
}
