package dev.jebpf.usdt;

import dev.jebpf.usdt.foreign.DynamicLinker;
import dev.jebpf.usdt.image.EmptyImage;
import dev.jebpf.usdt.image.ImageLayout;
import dev.jebpf.usdt.image.ProbeEntry;
import dev.jebpf.usdt.image.ProbeTables;
import dev.jebpf.usdt.image.SiteInstruction;
import dev.jebpf.usdt.image.Storage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One file of probes, loaded into this JVM for the rest of its life. Guarded by its pool.
final class ImageFile {
  private static final int BUILD_ID_SIZE = 20;
  private static final String NAME = "jebpf-probes.so";

  private final PrivateDirectory directory;
  private final ImageLayout layout;
  private final ProbeTables tables;
  private final MemorySegment semaphores;
  private final long bias;
  private final NavigableMap<Integer, ProbeEntry> entries = new TreeMap<>();
  private final Deque<Integer> retired = new ArrayDeque<>();
  private int fresh;

  private ImageFile(
      PrivateDirectory directory, ImageLayout layout, Storage storage, MemorySegment anchor) {
    this.directory = directory;
    this.layout = layout;
    this.tables = new ProbeTables(layout, storage);
    this.bias = anchor.address() - layout.semaphore(0);
    this.semaphores =
        DynamicLinker.view(anchor.address(), (long) layout.capacity() * ImageLayout.SEMAPHORE_SIZE);
  }

  /// Writes an empty file and loads it.
  ///
  /// @param place the directory to make a private one in
  /// @throws IOException if the place does not do: full, read-only, mounted `noexec`
  static ImageFile create(Path place, ImageLayout layout) throws IOException {
    PrivateDirectory directory = PrivateDirectory.create(place);
    try {
      Path path = directory.newFile(NAME);
      // Not a FileChannel: an interrupt of the thread that adds a probe would close it for all.
      var file = new RandomAccessFile(path.toFile(), "rw");
      try {
        Storage storage = (offset, bytes) -> write(file, offset, bytes);
        storage.write(0, EmptyImage.bytes(layout, buildId()));
        file.setLength(layout.size());
        MemorySegment anchor = DynamicLinker.load(path, ImageLayout.ANCHOR);
        return new ImageFile(directory, layout, storage, anchor);
      } catch (IOException | DynamicLinker.LoadException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      directory.delete();
      throw e;
    } catch (DynamicLinker.LoadException e) {
      directory.delete();
      throw new IOException(e.getMessage() + " (mounted noexec?)", e);
    }
  }

  private static byte[] buildId() {
    byte[] id = new byte[BUILD_ID_SIZE];
    new SecureRandom().nextBytes(id);
    return id;
  }

  private static void write(RandomAccessFile file, long offset, ByteBuffer bytes)
      throws IOException {
    file.seek(offset);
    file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  Path path() {
    return directory.path().resolve(NAME);
  }

  SiteInstruction instruction() {
    return layout.instruction();
  }

  /// Adds a probe.
  ///
  /// @return nothing when all sites are taken
  Optional<Site> add(String provider, String name, String arguments) throws IOException {
    Optional<Integer> index = fresh < layout.capacity() ? Optional.of(fresh) : reusable();
    if (index.isEmpty()) {
      return Optional.empty();
    }
    ProbeEntry entry = new ProbeEntry(index.get(), provider, name, arguments);
    if (!tables.add(entry)) {
      return Optional.empty();
    }
    take(entry);
    return Optional.of(site(entry.site()));
  }

  private void take(ProbeEntry entry) {
    if (entry.site() == fresh) {
      fresh++;
    } else {
      retired.remove(entry.site());
    }
    entries.put(entry.site(), entry);
  }

  /// The site that has been without a probe for longest, if no tracer is attached to it any more: a
  /// tracer would take the new probe for the old one.
  private Optional<Integer> reusable() {
    return retired.stream().filter(index -> !isAttached(index)).findFirst();
  }

  private boolean isAttached(int index) {
    return site(index).isAttached();
  }

  private Site site(int index) {
    long address = bias + layout.site(index);
    return new Site(
        this,
        index,
        MemorySegment.ofAddress(address),
        semaphores.asSlice((long) index * ImageLayout.SEMAPHORE_SIZE, ImageLayout.SEMAPHORE_SIZE));
  }

  /// Takes probes out of what tools list.
  void remove(Collection<Site> sites) throws IOException {
    Set<Integer> leaving = new HashSet<>();
    sites.forEach(site -> leaving.add(site.index()));
    List<ProbeEntry> left = new ArrayList<>(entries.values());
    left.removeIf(entry -> leaving.contains(entry.site()));
    tables.retain(Collections.unmodifiableList(left));
    entries.keySet().removeAll(leaving);
    retired.addAll(leaving);
  }

  void delete() throws IOException {
    directory.delete();
  }
}
