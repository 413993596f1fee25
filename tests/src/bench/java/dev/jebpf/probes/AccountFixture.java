package dev.jebpf.probes;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.lang.MapHandle;
import dev.jebpf.linux.Architecture;
import dev.jebpf.map.Maps;
import java.util.Map;
import java.util.OptionalLong;

/// The scheduler account by itself, with maps of its own, for benchmarks: several can be attached
/// at the same time without sharing anything.
///
/// @param program what the compiler compiles
/// @param maps by the names that the account in C has for them
public record AccountFixture(Object program, Map<String, MapHandle> maps) {

  /// An account of the process of `config`, its maps owned by `owner`.
  public static AccountFixture create(Maps owner, ProbeConfig config, BtfTypes types) {
    boolean aarch64 = Architecture.running() == Architecture.AARCH64;
    ProbeMaps maps = ProbeMaps.of(owner, config);
    ProbeTable.fill(maps.table().at(0), aarch64, config);
    maps.table().at(0).attachedAt(System.nanoTime());
    var programs =
        new ProbePrograms(
            KernelHelpers.compiledOnly(),
            config,
            ProcessIdentity.initial(config.tgid()),
            maps,
            new KernelTraits(
                aarch64,
                PreemptCount.find(types),
                new HelperRegisters(KernelHelpers.compiledOnly()),
                new AtomicClaims()));
    return new AccountFixture(
        programs.account(),
        Map.of(
            "slots", maps.slots(),
            "probe_table", maps.table(),
            "losses", maps.losses(),
            "totals", maps.totals(),
            "ring", maps.ring()));
  }

  /// How far a CPU's preempt count lies from its run queue, where that is known.
  public static OptionalLong preemptCount(BtfTypes types) {
    PreemptCount count = PreemptCount.find(types);
    return count.known() ? OptionalLong.of(count.fromRunQueue()) : OptionalLong.empty();
  }
}
