/// Our USDT probes under tools that nobody here wrote: bpftrace, bcc, perf, binutils and elfutils,
/// as Debian packages them. Each test runs a service of its own, see [dev.jebpf.usdt.UsdtService].
package dev.jebpf.interop;
