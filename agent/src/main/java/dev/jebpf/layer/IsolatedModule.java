package dev.jebpf.layer;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The module `dev.jebpf` and the controller of its layer.
record IsolatedModule(ModuleLayer.Controller controller, Module module, ClassLoader loader) {
  private static final String NAME = "dev.jebpf";

  /// What the module reads when the JVM has it: a JVM made by jlink or started with
  /// `--limit-modules` may lack some, and then lacks the feature that needs it.
  private static final String[] READS = {
    "java.instrument",
    "java.management",
    "jdk.attach",
    "jdk.jfr",
    "jdk.management",
    "jdk.unsupported"
  };

  /// Defines the module with all packages of the nested jar but this one.
  static IsolatedModule define(ClassLoader nestedJar) {
    ModuleFinder finder = new SingleModule(descriptor(packages(nestedJar)));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(finder, ModuleFinder.of(), Set.of(NAME));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModules(configuration, List.of(boot), _ -> nestedJar);
    return new IsolatedModule(
        controller, controller.layer().findModule(NAME).orElseThrow(), nestedJar);
  }

  /// A new instance of a class of the module, which has a public constructor with these parameters.
  Object create(String className, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    return loader.loadClass(className).getConstructor(types).newInstance(arguments);
  }

  @SuppressWarnings("unchecked")
  private static Set<String> packages(ClassLoader nestedJar) {
    var packages = new HashSet<>(((Supplier<Set<String>>) nestedJar).get());
    packages.remove(IsolatedModule.class.getPackageName());
    return packages;
  }

  private static ModuleDescriptor descriptor(Set<String> packages) {
    var builder = ModuleDescriptor.newModule(NAME).packages(packages);
    for (String read : READS) {
      builder.requires(Set.of(ModuleDescriptor.Requires.Modifier.STATIC), read);
    }
    return builder
        .exports("dev.jebpf.agent")
        .exports("dev.jebpf.cli")
        .exports("dev.jebpf.cli.analyze")
        .build();
  }

  private static final class SingleModule extends ModuleReference implements ModuleFinder {
    SingleModule(ModuleDescriptor descriptor) {
      super(descriptor, null);
    }

    @Override
    public ModuleReader open() {
      throw new IllegalStateException("the loader of " + NAME + " reads its classes itself");
    }

    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(NAME) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Set.of(this);
    }
  }
}
