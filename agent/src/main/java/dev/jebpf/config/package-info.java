/// What the user asks the agent for: options as text, from the `-javaagent` line or a file, made
/// into values.
///
/// ```java
/// var options = AgentOptions.parse("file=/tmp/x.jfr,methods=com.acme.Orders::place");
/// ```
///
/// Text that can't be understood is an [OptionSyntaxException]; text that can, but asks for what
/// isn't there, such as a configuration file that can't be read, is an [OptionDataException]. Both
/// messages are one line for the user.
@NullMarked
package dev.jebpf.config;

import org.jspecify.annotations.NullMarked;
