package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.NoteArgument;
import dev.jebpf.catalog.user.UserProbe;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.BitField;
import dev.jebpf.event.code.Constant;
import dev.jebpf.event.code.Displaced;
import dev.jebpf.event.code.Indexed;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.UserWord;
import dev.jebpf.lang.Helpers;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The arguments of a USDT probe at one of its sites: `arg0`, `arg1` and so on.
final class NoteScope implements Scope {
  private static final String ARGUMENT = "arg";

  private final UserProbe probe;
  private final List<NoteArgument> arguments;
  private final RegisterWords registers;
  private final Helpers helpers;

  NoteScope(
      UserProbe probe, List<NoteArgument> arguments, RegisterWords registers, Helpers helpers) {
    this.probe = probe;
    this.arguments = arguments;
    this.registers = registers;
    this.helpers = helpers;
  }

  @Override
  public Resolved resolve(MemberPath path) throws EventDataException {
    return UserValue.resolve(path, this::find, helpers);
  }

  private UserValue find(String name) throws EventDataException {
    List<String> known =
        IntStream.range(0, probe.argumentCount()).mapToObj(i -> ARGUMENT + i).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw new EventDataException(
          probe.provider()
              + ":"
              + probe.name()
              + " has no argument "
              + name
              + Hints.of(name, known));
    }
    NoteArgument argument = arguments.get(index);
    return new UserValue(number(name, argument), argument.type(), argument.signed());
  }

  private Term number(String name, NoteArgument argument) throws EventDataException {
    int bytes = argument.bytes();
    boolean signed = argument.signed();
    return switch (argument.place()) {
      case NoteArgument.Register(String register, int shift) when shift == 0 ->
          new Narrowed(registers.word(register), bytes, signed);
      case NoteArgument.Register(String register, int shift) ->
          new BitField(registers.word(register), shift, bytes * Byte.SIZE, signed);
      case NoteArgument.Constant(long value) -> new Narrowed(new Constant(value), bytes, signed);
      case NoteArgument.Memory memory -> new UserWord(helpers, address(memory), bytes, signed);
      case NoteArgument.Unreadable(String reason) ->
          throw new EventDataException(name + " cannot be read: operand " + reason);
    };
  }

  private Term address(NoteArgument.Memory memory) throws EventDataException {
    Term base = whole(memory.base());
    if (memory.index() != null) {
      base = new Indexed(base, whole(memory.index()), memory.scale());
    }
    return memory.displacement() == 0 ? base : new Displaced(base, memory.displacement());
  }

  private Term whole(@Nullable String register) throws EventDataException {
    return register == null ? new Constant(0) : registers.word(register);
  }

  @Override
  public List<FieldRequest> all() {
    return ProbeFields.of(probe);
  }

  @Override
  public String withoutDuration() {
    return "a USDT probe";
  }

  @Override
  public String declaration() {
    return probe.declaration();
  }
}
