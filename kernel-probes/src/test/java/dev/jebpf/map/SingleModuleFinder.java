package dev.jebpf.map;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;

/// Finds one module, whose classes come from elsewhere.
record SingleModuleFinder(ModuleDescriptor descriptor) implements ModuleFinder {
  private ModuleReference reference() {
    return new ModuleReference(descriptor, null) {
      @Override
      public ModuleReader open() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public Optional<ModuleReference> find(String name) {
    return name.equals(descriptor.name()) ? Optional.of(reference()) : Optional.empty();
  }

  @Override
  public Set<ModuleReference> findAll() {
    return Set.of(reference());
  }
}
