package dev.jebpf.cli.text;

import dev.jebpf.probes.State;

/// How a state looks in a bar: its letter, and its background among the 256 colours of a terminal.
record StateStyle(char letter, int colour) {
  static StateStyle of(State state) {
    return switch (state) {
      case CPU -> new StateStyle('#', 71);
      case RUNQUEUE_PREEMPTED -> new StateStyle('R', 214);
      case RUNQUEUE_WOKEN -> new StateStyle('r', 222);
      case THROTTLED -> new StateStyle('T', 208);
      case LOCK -> new StateStyle('L', 167);
      case WAIT -> new StateStyle('w', 146);
      case PARK -> new StateStyle('p', 252);
      case SLEEP -> new StateStyle('s', 248);
      case VM -> new StateStyle('V', 133);
      case FILE -> new StateStyle('f', 80);
      case DISK -> new StateStyle('D', 37);
      case NETWORK -> new StateStyle('n', 75);
      case POLL -> new StateStyle('o', 153);
      case PIPE -> new StateStyle('i', 139);
      case FAULT -> new StateStyle('F', 204);
      case STOPPED -> new StateStyle('X', 242);
      case OTHER -> new StateStyle('?', 231);
      case CARRIER -> new StateStyle('c', 220);
    };
  }
}
