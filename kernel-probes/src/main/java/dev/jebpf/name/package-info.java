/// Names as users write them: with wildcards, or with mistakes.
///
/// ```java
/// new Wildcard("tcp_*").matches("tcp_sendmsg");
/// NearMatch.hint("tcp_sendmgs", List.of("tcp_sendmsg", "tcp_recvmsg")); // (did you mean ...?)
/// ```
@NullMarked
package dev.jebpf.name;

import org.jspecify.annotations.NullMarked;
