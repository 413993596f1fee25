package dev.jebpf.map;

import dev.jebpf.btf.BtfWriter;
import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;

/// The types of a map's key and value as the kernel wants them for local storage: an `int` and as
/// many `long`s as the value has.
///
/// @param descriptor of the BTF, needed until the map exists
/// @param key type id
/// @param value type id
record ValueTypes(FileDescriptor descriptor, int key, int value) implements AutoCloseable {

  static ValueTypes load(Kernel kernel, int valueSize) {
    BtfWriter writer = new BtfWriter();
    int key = writer.addInt("int", Integer.BYTES, true);
    int word = writer.addInt("long", Long.BYTES, true);
    int value = writer.addArray(word, key, valueSize / Long.BYTES);
    return new ValueTypes(Bpf.loadBtf(kernel, writer.toBytes()), key, value);
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
