package dev.jebpf.btf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path of members, `a.b[0].c`, taken apart and followed.
final class BtfPath {
  private static final Pattern STEP = Pattern.compile("([A-Za-z_]\\w*)((?:\\[\\d{1,9}\\])*)");
  private static final Pattern SUBSCRIPT = Pattern.compile("\\d+");

  /// Structures nested without a name deeper than this are hostile.
  private static final int MAX_NESTING = 32;

  private record Step(String member, List<Integer> subscripts) {}

  private final BtfTypes types;
  private final List<Step> steps;

  BtfPath(BtfTypes types, String path) {
    this.types = types;
    this.steps = parse(path);
  }

  private static List<Step> parse(String path) {
    var steps = new ArrayList<Step>();
    for (String part : path.split("\\.", -1)) {
      Matcher matcher = STEP.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("member path=" + path + ": want a.b[0].c");
      }
      var subscripts =
          SUBSCRIPT.matcher(matcher.group(2)).results().map(r -> Integer.valueOf(r.group()));
      steps.add(new Step(matcher.group(1), subscripts.toList()));
    }
    return steps;
  }

  Optional<BtfField> in(int structure) {
    Optional<BtfField> field = Optional.of(new BtfField(0, 0, structure));
    for (Step step : steps) {
      field = field.flatMap(f -> follow(f, step));
    }
    return field;
  }

  private Optional<BtfField> follow(BtfField from, Step step) {
    Optional<BtfField> field =
        member(from.type(), step.member(), 0, new HashSet<>())
            .map(found -> shift(found, from.bitOffset()));
    for (int subscript : step.subscripts()) {
      field = field.flatMap(f -> element(f, subscript));
    }
    return field;
  }

  /// The member of this name, or of the same name in an anonymous member.
  ///
  /// @param searched structures that do not have it: without that a few dozen of them, each with
  /// the next as its member twice, would take for ever
  private Optional<BtfField> member(int structure, String name, int depth, Set<Integer> searched) {
    if (depth > MAX_NESTING) {
      throw new BtfException("type id=" + structure + " is nested too deeply");
    }
    if (!(types.type(types.resolve(structure)) instanceof BtfType.Composite composite)) {
      return Optional.empty();
    }
    for (var member : composite.members()) {
      if (member.name().equals(name)) {
        return Optional.of(new BtfField(offset(member), member.bits(), member.type()));
      }
    }
    for (var member : composite.members()) {
      if (member.name().isEmpty() && !searched.contains(member.type())) {
        Optional<BtfField> found = member(member.type(), name, depth + 1, searched);
        if (found.isPresent()) {
          return found.map(field -> shift(field, offset(member)));
        }
      }
    }
    searched.add(structure);
    return Optional.empty();
  }

  private Optional<BtfField> element(BtfField array, int subscript) {
    if (!(types.type(types.resolve(array.type())) instanceof BtfType.Array type)) {
      return Optional.empty();
    }
    // A flexible array member (length 0) has elements beyond the structure's own size.
    if (type.length() != 0 && Integer.compareUnsigned(subscript, type.length()) >= 0) {
      return Optional.empty();
    }
    long bits = types.size(type.element()) * Byte.SIZE * subscript;
    return Optional.of(new BtfField(array.bitOffset() + bits, 0, type.element()));
  }

  private static long offset(BtfType.Member member) {
    return Integer.toUnsignedLong(member.bitOffset());
  }

  private static BtfField shift(BtfField field, long bits) {
    return new BtfField(field.bitOffset() + bits, field.bits(), field.type());
  }
}
