package dev.jebpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionTableTest {
  @Test
  void shouldNameEveryPlaceInEveryFunction() throws IOException {
    ElfFile file = read("libjava.so");
    FunctionTable functions = FunctionTable.of(file);
    List<SymbolTable.Named> known =
        SymbolTable.of(file).stream()
            .flatMap(SymbolTable::defined)
            .filter(named -> named.symbol().isFunction() && named.symbol().size() > 0)
            .toList();
    assertThat(known).hasSizeGreaterThan(100);
    for (SymbolTable.Named named : known) {
      long start = named.symbol().value();
      long last = named.symbol().size() - 1;
      assertThat(functions.at(start)).extracting(FunctionTable.Place::offset).isEqualTo(0L);
      FunctionTable.Place end = functions.at(start + last);
      assertThat(end).extracting(FunctionTable.Place::offset).isEqualTo(last);
      assertThat(known)
          .anyMatch(other -> other.symbol().value() == start && other.name().equals(end.name()));
    }
  }

  @Test
  void shouldKnowNothingBetweenFunctions() throws IOException {
    FunctionTable functions = FunctionTable.of(read("libjava.so"));
    assertThat(functions.at(0)).isNull();
    assertThat(functions.at(-1)).isNull();
    assertThat(functions.at(Long.MAX_VALUE)).isNull();
    assertThat(functions.at(1L << 38)).isNull();
  }

  private static ElfFile read(String library) throws IOException {
    Path path = Path.of(System.getProperty("java.home"), "lib", library);
    return ElfFile.read(ByteBuffer.wrap(Files.readAllBytes(path)));
  }
}
