/// The agent on a service that nobody here wrote, alone and beside other agents.
@NullMarked
package dev.jebpf.thirdparty;

import org.jspecify.annotations.NullMarked;
