package dev.jebpf.rules;

import java.util.List;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;

/// Slow TCP operations with one peer take much of the time of some calls. To wait for a peer is no
/// fault of the service by itself, so this informs and never warns.
public final class SlowPeersRule extends SlowTargetsRule {
  /// For Mission Control's service loader.
  public SlowPeersRule() {
    super(
        "jebpf.SlowPeers",
        "Slow TCP Operations in Calls",
        JfrRuleTopics.SOCKET_IO,
        Limits.of("peers", "part of a method's time in slow operations with one peer", 20, 50),
        LeastTime.of("peers", "of slow operations with the peer", 100),
        new Kind(
            "connection",
            List.of(Names.TCP_CONNECT, Names.TCP_SEND, Names.TCP_RECEIVE),
            SlowPeersRule::peer,
            false,
            "See at the peer why it is slow, and on the way there whether segments are sent again"
                + " (jebpf.TcpRetransmit). Ask for more at a time, keep connections open, or do"
                + " something else while waiting."));
  }

  private static String peer(Recorded operation) {
    String address = operation.text("remoteAddress");
    return (address.contains(":") ? "[" + address + "]" : address)
        + ":"
        + operation.number("remotePort");
  }
}
