/// The file that holds probes, as bytes: where everything is in it and how its notes say what tools
/// need. Pure; what opens and maps the file is [dev.jebpf.usdt].
///
/// ```
/// offset 0      ELF header, program headers, build id, .hash .dynsym .dynstr, .stapsdt.base
/// a page        .text     16 bytes for each site: the instruction that tools patch, and a return
/// a page        .dynamic, .probes: 2 bytes for each site, the semaphore that tools count up
///               names of sections, section headers
/// not loaded    .note.stapsdt, .symtab, .strtab: two areas for each, of which one is in use
/// ```
///
/// Adding a probe appends to the last three and then writes their three section headers, which lie
/// beside each other, at once: a tool that reads at any moment sees a whole table. Removing probes
/// writes the rest into the other areas and switches over in the same way.
///
/// The shape of notes is that of `<sys/sdt.h>`, described in SystemTap's wiki page
/// "UserSpaceProbeImplementation".
@NullMarked
package dev.jebpf.usdt.image;

import org.jspecify.annotations.NullMarked;
