package dev.jebpf.event.plan;

import dev.jebpf.event.Condition;
import dev.jebpf.event.Condition.Variable;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.Always;
import dev.jebpf.event.code.Both;
import dev.jebpf.event.code.Constant;
import dev.jebpf.event.code.Elapsed;
import dev.jebpf.event.code.EventCode;
import dev.jebpf.event.code.EventTexts;
import dev.jebpf.event.code.EventWords;
import dev.jebpf.event.code.Inverse;
import dev.jebpf.event.code.Less;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.SavedWord;
import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.Test;
import dev.jebpf.event.code.Text;
import dev.jebpf.event.code.TextList;
import dev.jebpf.event.code.WordList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the code of one candidate: which values are read at the entry, which part of the condition
/// is decided there, and which at the exit.
final class CodeBuilder {
  /// What is known at the exit of a call.
  ///
  /// @param type what is returned; null for nothing
  record Returned(Term term, @Nullable FieldType type) {}

  private final Scope scope;
  private final @Nullable Returned returned;
  private final List<PlannedField> fields = new ArrayList<>();
  private final List<Term> words = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();
  private final Map<MemberPath, SavedWord> saved = new HashMap<>();

  /// @param returned null for what has no end
  CodeBuilder(Scope scope, @Nullable Returned returned) {
    this.scope = scope;
    this.returned = returned;
  }

  /// The fields of the events, in the order the user named them.
  List<PlannedField> fields() {
    return fields;
  }

  /// Adds the fields the user named, each of which must be there.
  void addNamed(List<FieldRequest> requests) throws EventDataException {
    for (FieldRequest request : requests) {
      if (!add(request, scope.resolve(request.path()))) {
        throw new EventDataException(
            request.path() + ": more than " + EventTexts.TEXTS + " texts in one event");
      }
    }
  }

  /// Adds everything there is, as far as it is a value and there is room.
  void addAll() {
    for (FieldRequest request : scope.all()) {
      try {
        if (fields.size() < dev.jebpf.event.EventRequest.MOST_FIELDS) {
          add(request, scope.resolve(request.path()));
        }
      } catch (EventDataException _) {
        // neither a number nor a text, and nobody asked for this one by name
      }
    }
  }

  private boolean add(FieldRequest request, Resolved resolved) {
    switch (resolved) {
      case Resolved.Numeric(Term term, FieldType type, String declaration) -> {
        fields.add(new PlannedField(request.name(), declaration, type, words.size()));
        saved.put(request.path(), new SavedWord(words.size()));
        words.add(term);
      }
      case Resolved.Words(Text text, _, String declaration) -> {
        if (texts.size() == EventTexts.TEXTS) {
          return false;
        }
        fields.add(new PlannedField(request.name(), declaration, FieldType.TEXT, texts.size()));
        texts.add(text);
      }
    }
    return true;
  }

  /// @param condition null for every occurrence
  /// @param threshold least duration in nanoseconds of what has one
  EventCode build(@Nullable Condition condition, long threshold) throws EventDataException {
    List<Condition> atEntry = new ArrayList<>();
    List<Condition> atExit = new ArrayList<>();
    for (Condition part : parts(condition)) {
      (returned != null && aboutExit(part) ? atExit : atEntry).add(part);
    }
    Test wanted = test(atEntry, this::entryVariable);
    if (returned == null) {
      return new EventCode(wanted, WordList.of(words), TextList.of(texts), null);
    }
    Test exitWanted = test(atExit, this::exitVariable);
    if (threshold > 0) {
      Test slow = new Inverse(new Less(new Elapsed(), new Constant(threshold)));
      exitWanted = exitWanted instanceof Always ? slow : new Both(slow, exitWanted);
    }
    var exit = new EventCode.Exit(exitWanted, returned.term(), copies());
    return new EventCode(wanted, WordList.of(words), TextList.of(texts), exit);
  }

  private static List<Condition> parts(@Nullable Condition condition) {
    return switch (condition) {
      case null -> List.of();
      case Condition.All(List<Condition> parts) -> parts;
      default -> List.of(condition);
    };
  }

  private static Test test(List<Condition> parts, ConditionCode.Variables variables)
      throws EventDataException {
    return parts.isEmpty()
        ? new Always()
        : new ConditionCode(variables).of(new Condition.All(parts));
  }

  private static boolean aboutExit(Condition condition) {
    return switch (condition) {
      case Condition.All(List<Condition> parts) -> parts.stream().anyMatch(CodeBuilder::aboutExit);
      case Condition.Any(List<Condition> parts) -> parts.stream().anyMatch(CodeBuilder::aboutExit);
      case Condition.Not(Condition part) -> aboutExit(part);
      case Condition.Comparison(_, var left, var right) -> aboutExit(left) || aboutExit(right);
    };
  }

  private static boolean aboutExit(Condition.Operand operand) {
    return switch (operand) {
      case Condition.Literal _ -> false;
      case Condition.Masked(Condition.Operand inner, _) -> aboutExit(inner);
      case Variable variable -> variable.is(Variable.RESULT) || variable.is(Variable.DURATION);
    };
  }

  private Resolved entryVariable(Variable variable) throws EventDataException {
    if (variable.is(Variable.DURATION) && returned == null) {
      throw new EventDataException(
          scope.withoutDuration()
              + " has no duration; only functions, system calls and uretprobe: do");
    }
    return scope.resolve(variable.path());
  }

  private Resolved exitVariable(Variable variable) throws EventDataException {
    if (variable.is(Variable.DURATION)) {
      return new Resolved.Numeric(new Elapsed(), FieldType.NUMBER, Variable.DURATION);
    }
    if (returned != null && variable.is(Variable.RESULT)) {
      if (returned.type() == null) {
        throw new EventDataException("there is no result: it returns nothing");
      }
      return result(returned.term(), returned.type(), variable.path());
    }
    return savedAtEntry(variable.path());
  }

  private static Resolved result(Term term, FieldType type, MemberPath path)
      throws EventDataException {
    return switch (path.reading()) {
      case null -> new Resolved.Numeric(term, type, Variable.RESULT);
      case MemberPath.Integral(int bytes, boolean signed) ->
          new Resolved.Numeric(
              new Narrowed(term, bytes, signed),
              signed ? FieldType.NUMBER : FieldType.UNSIGNED,
              Variable.RESULT);
      case MemberPath.Text _ ->
          throw new EventDataException("the result can be read as a number only");
    };
  }

  /// An argument that is compared at the exit, where it may be gone, so it is noted at the entry.
  private Resolved savedAtEntry(MemberPath path) throws EventDataException {
    Resolved resolved = scope.resolve(path);
    Term term =
        switch (resolved) {
          case Resolved.Numeric number -> number.term();
          case Resolved.Words text -> text.address();
        };
    FieldType type =
        resolved instanceof Resolved.Numeric number ? number.type() : FieldType.ADDRESS;
    SavedWord word = saved.get(path);
    if (word == null) {
      if (words.size() == EventWords.WORDS) {
        throw new EventDataException(
            path + ": more than " + EventWords.WORDS + " values are needed at the exit");
      }
      word = new SavedWord(words.size());
      saved.put(path, word);
      words.add(term);
    }
    return new Resolved.Numeric(word, type, resolved.declaration());
  }

  private @Nullable WordList copies() {
    List<Term> copies = new ArrayList<>();
    for (PlannedField field : fields) {
      if (field.type() != FieldType.TEXT) {
        copies.add(new SavedWord(field.index()));
      }
    }
    return WordList.of(copies);
  }
}
