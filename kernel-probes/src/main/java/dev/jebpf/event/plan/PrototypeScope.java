package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.Declarations;
import dev.jebpf.catalog.KernelFunction;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.ContextWord;
import dev.jebpf.lang.Helpers;
import java.util.List;

/// The arguments of a function, or those a tracepoint passes on.
final class PrototypeScope implements Scope {
  private final KernelFunction function;
  private final Declarations declarations;
  private final ArgumentPlaces places;
  private final PathWalk walk;

  /// @param places where the context has them
  PrototypeScope(KernelFunction function, BtfTypes types, ArgumentPlaces places, Helpers helpers) {
    this.function = function;
    this.declarations = new Declarations(types);
    this.places = places;
    this.walk = new PathWalk(types, helpers);
  }

  @Override
  public Resolved resolve(MemberPath path) throws EventDataException {
    List<String> names = function.parameters().stream().map(BtfType.Parameter::name).toList();
    int index = names.indexOf(path.root());
    if (index < 0) {
      throw new EventDataException(
          function.name() + " has no argument " + path.root() + Hints.of(path.root(), names));
    }
    if (index >= places.count()) {
      throw new EventDataException(
          path + ": only the first " + places.count() + " arguments are in registers");
    }
    var word = new ContextWord(places.offset(index), Long.BYTES);
    int type = function.parameters().get(index).type();
    return walk.resolve(path, new Place.Register(word, type));
  }

  @Override
  public List<FieldRequest> all() {
    return function.parameters().stream()
        .limit(places.count())
        .filter(parameter -> !parameter.name().isEmpty())
        .map(p -> new FieldRequest(p.name(), new MemberPath(p.name(), List.of())))
        .toList();
  }

  @Override
  public String declaration() {
    return declarations.of(function);
  }
}
