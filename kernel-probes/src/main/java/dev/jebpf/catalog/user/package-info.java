/// What programs and libraries of user space have to be traced: their functions by their tables of
/// symbols, and their USDT probes by their notes. Files may be anyone's: what they say is checked
/// before it is used.
///
/// ```java
/// UserFile libjvm = new UserFiles(ProcessMaps.ofSelf()).find("libjvm");
/// libjvm.probes().forEach(probe -> print(probe.provider(), probe.name(), probe.sites()));
/// ```
@NullMarked
package dev.jebpf.catalog.user;

import org.jspecify.annotations.NullMarked;
