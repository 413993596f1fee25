package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfField;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.Declarations;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.Term;
import dev.jebpf.lang.Helpers;
import java.util.List;

/// Follows a path from an argument through the kernel's types.
final class PathWalk {
  private final BtfTypes types;
  private final Declarations declarations;
  private final Loads loads;

  PathWalk(BtfTypes types, Helpers helpers) {
    this.types = types;
    this.declarations = new Declarations(types);
    this.loads = new Loads(types, helpers);
  }

  /// What the path leads to from an argument.
  Resolved resolve(MemberPath path, Place argument) throws EventDataException {
    Place place = argument;
    for (MemberPath.Step step : path.steps()) {
      place =
          switch (step) {
            case MemberPath.Member(String name) -> member(path, place, name);
            case MemberPath.Element(int index) -> element(path, place, index);
          };
    }
    return loads.value(path, place);
  }

  private Place member(MemberPath path, Place from, String name) throws EventDataException {
    Place.Memory whole = pointed(path, from);
    int resolved = types.resolve(whole.type());
    if (!(types.type(resolved) instanceof BtfType.Composite)) {
      throw new EventDataException(
          path + ": " + declarations.name(resolved) + " is not a structure and has no members");
    }
    BtfField field = types.field(resolved, name).orElse(null);
    if (field == null) {
      throw new EventDataException(
          path
              + ": "
              + declarations.name(resolved)
              + " has no member "
              + name
              + " in this kernel"
              + Hints.of(name, members(resolved)));
    }
    return new Place.Memory(
        whole.base(), whole.bitOffset() + field.bitOffset(), field.bits(), field.type());
  }

  private List<String> members(int type) {
    return types.type(type) instanceof BtfType.Composite composite
        ? composite.members().stream()
            .map(BtfType.Member::name)
            .filter(name -> !name.isEmpty())
            .toList()
        : List.of();
  }

  private Place element(MemberPath path, Place from, int index) throws EventDataException {
    if (from instanceof Place.Memory(Term base, long bitOffset, _, int type)
        && types.type(types.resolve(type)) instanceof BtfType.Array(int element, _, int length)) {
      if (length != 0 && Integer.compareUnsigned(index, length) >= 0) {
        throw new EventDataException(
            path + ": index " + index + " of " + Integer.toUnsignedString(length) + " elements");
      }
      return new Place.Memory(base, bitOffset + bits(element, index), 0, element);
    }
    Place.Memory first = pointed(path, from);
    return new Place.Memory(
        first.base(), first.bitOffset() + bits(first.type(), index), 0, first.type());
  }

  private long bits(int element, int index) {
    return types.size(element) * index * Byte.SIZE;
  }

  /// The structure at a place, or the one the pointer there points to.
  private Place.Memory pointed(MemberPath path, Place place) throws EventDataException {
    if (types.type(types.resolve(place.type())) instanceof BtfType.Pointer(int target)) {
      return new Place.Memory(loads.word(place), 0, 0, target);
    }
    if (place instanceof Place.Memory memory
        && types.type(types.resolve(place.type())) instanceof BtfType.Composite) {
      return memory;
    }
    throw new EventDataException(
        path + ": " + declarations.name(place.type()) + " is not a structure and has no members");
  }
}
