package dev.jebpf.cli.text;

import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.probes.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Draws states in plain characters or, on a terminal that has it, in colour.
///
/// @param width characters of a line
/// @param colour whether to colour with ANSI escapes
public record Canvas(int width, boolean colour) {
  private static final String RESET = "\u001b[0m";

  /// Without colour.
  public static Canvas of(int width) {
    return new Canvas(width, false);
  }

  /// A bar of exactly `cells` characters, each state's share in the order of [State]; blank when no
  /// time was spent.
  public String bar(StateTimes times, int cells) {
    var states = State.values();
    int[] shares = Shares.of(nanos(times, states), cells);
    var bar = new StringBuilder();
    int filled = 0;
    int next = 0;
    for (var state : states) {
      int share = shares[next++];
      bar.append(cells(state, share));
      filled += share;
    }
    return bar.append(" ".repeat(cells - filled)).toString();
  }

  /// The largest states with whole percentages, as many as fit `room`, and what the rest come to;
  /// together 100 %.
  public String states(StateTimes times, int room) {
    var states = largestFirst(times);
    int[] percents = Shares.of(nanos(times, states.toArray(State[]::new)), 100);
    var items = new ArrayList<String>();
    for (int i = 0; i < percents.length && percents[i] > 0; i++) {
      items.add(states.get(i).label() + " " + percents[i] + "%");
    }
    String text = String.join("  ", items);
    for (int shown = items.size() - 1; shown > 0 && text.length() > room; shown--) {
      int rest = IntStream.of(percents).skip(shown).sum();
      text = String.join("  ", items.subList(0, shown)) + "  rest " + rest + "%";
    }
    return text;
  }

  /// The states that have time with their letter, time and percentage, in columns, largest first.
  public List<String> legend(StateTimes times) {
    var states = largestFirst(times);
    int[] tenths = Shares.of(nanos(times, states.toArray(State[]::new)), 1000);
    int label = states.stream().mapToInt(state -> state.label().length()).max().orElse(0);
    var cells = new ArrayList<String>();
    for (int i = 0; i < tenths.length; i++) {
      var state = states.get(i);
      cells.add(
          cells(state, 1)
              + " "
              + Texts.left(state.label(), label)
              + Texts.right(DurationText.of(times.nanos(state)), DurationText.WIDTH + 1)
              + Texts.right(percent(tenths[i]), 7));
    }
    return columns(cells, 2 + label + DurationText.WIDTH + 1 + 7);
  }

  /// The states that have time with their letter only, in columns, in the order of [State].
  public List<String> key(StateTimes times) {
    var states = largestFirst(times).stream().sorted().toList();
    int label = states.stream().mapToInt(state -> state.label().length()).max().orElse(0);
    var cells = new ArrayList<String>();
    for (var state : states) {
      cells.add(cells(state, 1) + " " + Texts.left(state.label(), label));
    }
    return columns(cells, 2 + label);
  }

  /// Text that stands out, where there is colour.
  public String strong(String text) {
    return colour ? "\u001b[1m" + text + RESET : text;
  }

  /// Text that stays back, where there is colour.
  public String faint(String text) {
    return colour ? "\u001b[2m" + text + RESET : text;
  }

  /// Text that warns, where there is colour.
  public String warning(String text) {
    return colour ? "\u001b[33m" + text + RESET : text;
  }

  private static String percent(int tenths) {
    return String.format(Locale.ROOT, "%d.%d%%", tenths / 10, tenths % 10);
  }

  private static List<State> largestFirst(StateTimes times) {
    var states = new ArrayList<State>();
    for (var state : State.values()) {
      if (times.nanos(state) > 0) {
        states.add(state);
      }
    }
    states.sort((a, b) -> Long.compare(times.nanos(b), times.nanos(a)));
    return states;
  }

  private static long[] nanos(StateTimes times, State[] states) {
    var nanos = new long[states.length];
    for (int i = 0; i < states.length; i++) {
      nanos[i] = times.nanos(states[i]);
    }
    return nanos;
  }

  private String cells(State state, int count) {
    if (count == 0) {
      return "";
    }
    var style = StateStyle.of(state);
    String letters = String.valueOf(style.letter()).repeat(count);
    return colour
        ? "\u001b[38;5;16;48;5;%dm%s%s".formatted(style.colour(), letters, RESET)
        : letters;
  }

  /// Lines of cells below each other, column by column.
  private List<String> columns(List<String> cells, int cellWidth) {
    int columns = Math.max(1, (width - 2 + 3) / (cellWidth + 3));
    int rows = (cells.size() + columns - 1) / columns;
    var lines = new ArrayList<String>();
    for (int row = 0; row < rows; row++) {
      var line = new ArrayList<String>();
      for (int i = row; i < cells.size(); i += rows) {
        line.add(cells.get(i));
      }
      lines.add("  " + String.join("   ", line));
    }
    return lines;
  }
}
