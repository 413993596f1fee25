/// Links: loaded programs at work.
///
/// [Link#attach] chooses by the program's attach point; a link's program runs until the link is
/// closed or the process ends, whichever way it ends. There is one class per kind of attachment:
///
/// | link | at | minimum kernel |
/// |---|---|---|
/// | [BtfTracepointLink], [RawTracepointLink], [PerfTracepointLink] | tracepoints | 5.5, 4.17, 4.7
/// |
/// | [TrampolineLink] | functions of the kernel: fentry, fexit | 5.5 |
/// | [KprobeLink] | functions of the kernel: kprobe, kretprobe | 4.17 |
/// | [KprobeMultiLink] | many functions of the kernel, with a session both ends | 5.18, 6.10 |
/// | [UprobeLink], [UprobeMultiLink] | instructions and returns in user space | 4.17, 6.6 |
/// | [CounterLink] | software and hardware counters | 4.9 |
/// | [TimerLink] | the clock: profile, interval | 4.9 |
///
/// ```java
/// try (LoadedProgram program = loader.load(spec);
///     Link link = Link.attach(kernel, program)) {
///   ...
/// }
/// ```
@NullMarked
package dev.jebpf.link;

import org.jspecify.annotations.NullMarked;
