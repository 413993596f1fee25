/// A service with USDT probes for tests to trace, beside the classes it looks into.
package dev.jebpf.usdt;
