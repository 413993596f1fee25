/// Numbers, bars and lines for people to read on a terminal.
///
/// ```java
/// var canvas = Canvas.of(80);
/// canvas.bar(states, 30);            // ########LLLLDDDDDDDDnnnnpppppp
/// canvas.states(states, 40);         // disk 31.0%  cpu 25.5%  rest 43.5%
/// DurationText.of(12_345_678);       // 12.3 ms
/// ```
@NullMarked
package dev.jebpf.cli.text;

import org.jspecify.annotations.NullMarked;
