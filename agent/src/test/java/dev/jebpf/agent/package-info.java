/// Tests of the agent's parts that need no JVM of their own.
package dev.jebpf.agent;
