package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.Registers;
import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFiles;
import dev.jebpf.catalog.user.UserFunction;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventTarget;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.Displaced;
import dev.jebpf.event.code.EventCode;
import dev.jebpf.event.code.Frame;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.Term;
import dev.jebpf.lang.Helpers;
import dev.jebpf.name.Wildcard;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.UserSite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans events at functions of user space.
final class UprobePlanner {
  /// Functions that share one name: static ones of different files.
  private static final int MOST_OF_A_NAME = 64;

  /// A function to be traced.
  ///
  /// @param wanted as the user named it
  record Target(UserFile file, UserFunction function, EventTarget.UserFunction wanted) {
    @Override
    public String toString() {
      return file.shortName() + ":" + function.name();
    }
  }

  private final RegisterWords registers;
  private final Helpers helpers;
  private final int process;
  private final long threshold;

  /// @param process as that of [UserSite]
  UprobePlanner(RegisterWords registers, Helpers helpers, int process, long threshold) {
    this.registers = registers;
    this.helpers = helpers;
    this.process = process;
    this.threshold = threshold;
  }

  /// The functions that are meant, of a file.
  List<Target> matching(EventTarget.UserFunction wanted, UserFile file) throws EventDataException {
    List<UserFunction> functions = UserLookup.in(() -> file.functions(wanted.name()::matches));
    if (functions.isEmpty()) {
      throw new EventDataException(unknown(wanted.name(), file));
    }
    return functions.stream().map(function -> new Target(file, function, wanted)).toList();
  }

  private static String unknown(Wildcard name, UserFile file) throws EventDataException {
    if (!name.exact()) {
      return "no function of " + file + " matches; jebpf list shows those there are";
    }
    String otherwise = UserLookup.in(() -> file.otherwise(name.pattern())).orElse(null);
    if (otherwise != null) {
      return name.pattern() + " of " + file + otherwise;
    }
    List<String> known =
        UserLookup.in(() -> file.functions(_ -> true)).stream().map(UserFunction::name).toList();
    return file
        + " has no function "
        + name.pattern()
        + Hints.near(name.pattern(), known)
        + (UserFiles.isPartOfLibc(file.shortName())
            ? "; since glibc 2.34 it is part of libc"
            : "; it may be inlined, or its name stripped");
  }

  EventPlan plan(EventRequest request, Target target) throws EventDataException {
    UserFunction function = target.function();
    if (function.offsets().size() > MOST_OF_A_NAME) {
      throw new EventDataException(
          function.offsets().size()
              + " functions of "
              + target.file()
              + " are called "
              + function.name());
    }
    boolean returns = target.wanted().returns();
    if (returns) {
      ReturnSafety.require(target.file(), function);
    }
    InstructionBounds.require(target.file(), function, target.wanted().offset());
    Candidate candidate = candidate(request, target, returns);
    return new EventPlan(name(target), request.text(), List.of(candidate), List.of());
  }

  private Candidate candidate(EventRequest request, Target target, boolean returns)
      throws EventDataException {
    var scope =
        new CallScope(
            target.toString(),
            target.file().machine(),
            registers,
            helpers,
            target.wanted().offset() == 0);
    CodeBuilder.Returned returned = returns ? returned(target.file(), request.fields()) : null;
    var builder = new CodeBuilder(scope, returned);
    builder.addNamed(arguments(request));
    EventCode code = builder.build(request.condition(), threshold);
    return new Candidate(
        List.of(placement(target, returned == null ? code : code.within(frame(target.file())))),
        builder.fields(),
        returned == null ? null : returned.type(),
        scope.declaration());
  }

  private Frame frame(UserFile file) throws EventDataException {
    Term pointer = registers.word("sp");
    return new Frame(pointer, new Displaced(pointer, -Registers.returnBytes(file.machine())));
  }

  private Candidate.Placement placement(Target target, EventCode code) {
    List<AttachPoint> entries = new ArrayList<>();
    List<AttachPoint> exits = new ArrayList<>();
    for (long offset : target.function().offsets()) {
      var site =
          new UserSite(
              target.file().path().toString(), offset + target.wanted().offset(), 0, process);
      entries.add(new AttachPoint.Uprobe(site));
      if (code.exit() != null) {
        exits.add(new AttachPoint.Uretprobe(site));
      }
    }
    return new Candidate.Placement(entries, exits, code);
  }

  /// The result among the fields says how it is read.
  private static List<FieldRequest> arguments(EventRequest request) {
    return request.fields() == null
        ? List.of()
        : request.fields().stream().filter(field -> !field.path().isResult()).toList();
  }

  private CodeBuilder.Returned returned(UserFile file, @Nullable List<FieldRequest> fields)
      throws EventDataException {
    Term word = registers.word(Registers.result(file.machine()));
    for (FieldRequest field : fields == null ? List.<FieldRequest>of() : fields) {
      if (field.path().isResult()) {
        return returned(word, field.path().reading());
      }
    }
    return new CodeBuilder.Returned(word, FieldType.NUMBER);
  }

  private static CodeBuilder.Returned returned(Term word, MemberPath.@Nullable Reading reading)
      throws EventDataException {
    return switch (reading) {
      case null -> new CodeBuilder.Returned(word, FieldType.NUMBER);
      case MemberPath.Integral(int bytes, boolean signed) ->
          new CodeBuilder.Returned(
              new Narrowed(word, bytes, signed), signed ? FieldType.NUMBER : FieldType.UNSIGNED);
      case MemberPath.Text _ ->
          throw new EventDataException("the result can be read as a number only");
    };
  }

  private static String name(Target target) {
    long offset = target.wanted().offset();
    return (target.wanted().returns() ? "uretprobe." : "uprobe.")
        + EventNames.identifier(target.file().shortName())
        + "."
        + EventNames.identifier(target.function().name())
        + (offset == 0 ? "" : "_0x" + Long.toHexString(offset));
  }
}
