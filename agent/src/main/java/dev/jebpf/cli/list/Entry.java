package dev.jebpf.cli.list;

import java.util.function.Supplier;

/// Something that can be traced.
///
/// @param kind what the name begins with: `kernel`, `tracepoint`, `method`, `usdt`
/// @param name as the agent's options take it, without the kind
/// @param details its typed arguments, made when they are asked for
public record Entry(String kind, String name, Supplier<String> details) {
  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
