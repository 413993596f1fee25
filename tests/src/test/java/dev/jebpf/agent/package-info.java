/// The agent jar in child JVMs: what is in it, how it starts, what it weaves.
package dev.jebpf.agent;
