package dev.jebpf.catalog.user;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.ElfFormatException;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.elf.ProgramHeader;
import dev.jebpf.elf.SymbolTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A program or library that can be traced.
public final class UserFile {
  /// Of every instruction of AArch64.
  private static final int AARCH64_BYTES = 4;

  private final Path path;
  private final ElfFile elf;
  private final ElfMachine machine;

  private UserFile(Path path, ElfFile elf, ElfMachine machine) {
    this.path = path;
    this.elf = elf;
    this.machine = machine;
  }

  /// Opens a file. It is mapped, and read as far as it is asked for.
  ///
  /// @throws UserFileException when it is no ELF file of this machine, damaged, or can't be read
  public static UserFile open(Path path) throws UserFileException {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new UserFileException(path + " is not a file");
      }
      try (FileChannel channel = FileChannel.open(path)) {
        if (channel.size() > Integer.MAX_VALUE) {
          throw new UserFileException(path + " is larger than 2 GiB");
        }
        return of(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      }
    } catch (NoSuchFileException e) {
      throw new UserFileException("there is no file " + path);
    } catch (IOException e) {
      throw new UserFileException("cannot read " + path + ": " + e);
    }
  }

  /// The same of a file's bytes, from index 0 to the limit, which are not changed.
  ///
  /// @param path what it is called in messages
  public static UserFile of(Path path, ByteBuffer bytes) throws UserFileException {
    ElfFile elf = read(path, () -> ElfFile.read(bytes));
    ElfMachine machine = ElfMachine.running();
    int actual = read(path, elf::machine);
    if (actual != machine.number()) {
      throw new UserFileException(path + " is for another processor: e_machine=" + actual);
    }
    return new UserFile(path, elf, machine);
  }

  /// Reads what anyone may have written, and may be writing: of a file that is cut, what was mapped
  /// is gone, and the JVM says so by an [InternalError] (see [java.nio.MappedByteBuffer]).
  private static <T> T read(Path path, Supplier<T> reading) throws UserFileException {
    try {
      return reading.get();
    } catch (ElfFormatException e) {
      throw new UserFileException(path + " is no usable ELF file (" + e.getMessage() + ")");
    } catch (InternalError _) {
      throw new UserFileException(path + " was cut short while it was read");
    }
  }

  public Path path() {
    return path;
  }

  public ElfMachine machine() {
    return machine;
  }

  /// Whether an instruction of a function begins at an offset from its first one.
  ///
  /// @throws UserFileException when the file is not what it was
  public boolean isInstruction(UserFunction function, int offset) throws UserFileException {
    return switch (machine) {
      case AARCH64 -> offset % AARCH64_BYTES == 0;
      case X86_64 ->
          X86Instructions.beginsAt(
              read(path, () -> elf.bytes(function.offsets().getFirst(), offset)), offset);
    };
  }

  /// What users call it: `libc` for `libc.so.6`.
  public String shortName() {
    String name = String.valueOf(path.getFileName());
    int end = name.indexOf(".so");
    return end > 0 ? name.substring(0, end) : name;
  }

  /// Its functions whose name is wanted, sorted by name; without those that are chosen when it is
  /// loaded, see [#otherwise].
  ///
  /// @throws UserFileException when its tables are damaged
  public List<UserFunction> functions(Predicate<String> wanted) throws UserFileException {
    Map<String, Places> found = read(path, () -> places(wanted));
    List<UserFunction> functions = new ArrayList<>();
    found.forEach(
        (name, places) -> {
          if (!places.chosen && !places.offsets.isEmpty()) {
            functions.add(new UserFunction(name, new ArrayList<>(places.offsets), places.size));
          }
        });
    return functions;
  }

  private Map<String, Places> places(Predicate<String> wanted) {
    var found = new TreeMap<String, Places>();
    symbols().filter(named -> wanted.test(named.name())).forEach(named -> add(found, named));
    return found;
  }

  private Stream<SymbolTable.Named> symbols() {
    return SymbolTable.of(elf).stream().flatMap(SymbolTable::defined);
  }

  private void add(Map<String, Places> found, SymbolTable.Named named) {
    if (named.symbol().isIndirectFunction()) {
      found.computeIfAbsent(named.name(), _ -> new Places()).chosen = true;
    }
    OptionalLong offset = elf.offsetOf(named.symbol().value(), ProgramHeader.EXECUTE);
    if (named.symbol().isFunction() && offset.isPresent()) {
      Places places = found.computeIfAbsent(named.name(), _ -> new Places());
      places.offsets.add(offset.getAsLong());
      places.size = Math.min(places.size, Math.max(0, named.symbol().size()));
    }
  }

  /// Where the functions of one name are.
  private static final class Places {
    final Set<Long> offsets = new LinkedHashSet<>();
    long size = Long.MAX_VALUE;

    /// When the file is loaded: what else has the name, such as `memcpy@GLIBC_2.2.5`, is there for
    /// old programs.
    boolean chosen;
  }

  /// Why there is no function of a name, when there is something else of it.
  public Optional<String> otherwise(String name) throws UserFileException {
    return read(
        path,
        () ->
            symbols()
                .filter(named -> named.name().equals(name))
                .sorted(Comparator.comparing(named -> !named.symbol().isIndirectFunction()))
                .map(
                    named ->
                        named.symbol().isIndirectFunction()
                            ? " chooses one of several functions when it is loaded (it is an"
                                + " ifunc), so there is no one place to trace; trace a caller"
                            : " is not a function")
                .findFirst());
  }

  /// Its USDT probes, sorted by provider and name. Those whose notes cannot be right are left out,
  /// see [ProbeNotes].
  ///
  /// @throws UserFileException when the notes are damaged
  public List<UserProbe> probes() throws UserFileException {
    return read(path, () -> new ProbeNotes(elf, machine).read());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
