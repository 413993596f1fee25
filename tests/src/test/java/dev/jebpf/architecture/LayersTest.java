package dev.jebpf.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.MapReference;
import dev.jebpf.program.PerfCounter;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.SourceLine;
import dev.jebpf.program.UserSite;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Plain tests over one import: ArchUnit's own engine ran none of its rules under Surefire.
class LayersTest {
  private static final String[] PURE = {
    "dev.jebpf.lang..",
    "dev.jebpf.insn..",
    "dev.jebpf.btf..",
    "dev.jebpf.compiler..",
    "dev.jebpf.name..",
    "dev.jebpf.event",
    "dev.jebpf.event.code",
    "dev.jebpf.elf..",
    "dev.jebpf.usdt.image.."
  };
  /// What a compiled program is before any kernel has seen it: values without a kernel.
  private static final Class<?>[] SPECIFICATION = {
    ProgramSpec.class,
    AttachPoint.class,
    UserSite.class,
    PerfCounter.class,
    MapReference.class,
    SourceLine.class
  };

  private static final String[] KERNEL_PROBES = {
    "dev.jebpf.lang..", "dev.jebpf.insn..", "dev.jebpf.btf..", "dev.jebpf.compiler..",
    "dev.jebpf.linux..", "dev.jebpf.program..", "dev.jebpf.map..", "dev.jebpf.link..",
    "dev.jebpf.ringbuf..", "dev.jebpf.feature..", "dev.jebpf.probes..", "dev.jebpf.name..",
    "dev.jebpf.event..", "dev.jebpf.catalog.."
  };
  private static final String[] CORRELATOR = {
    "dev.jebpf.correlator..",
    "dev.jebpf.hotspot..",
    "dev.jebpf.unwind..",
    "dev.jebpf.thread..",
    "dev.jebpf.span..",
    "dev.jebpf.breakdown..",
    "dev.jebpf.jfr..",
    "dev.jebpf.chunk.."
  };
  private static final String[] AGENT = {
    "dev.jebpf.premain..",
    "dev.jebpf.layer..",
    "dev.jebpf.agent..",
    "dev.jebpf.config..",
    "dev.jebpf.instrument..",
    "dev.jebpf.cli.."
  };

  /// The restricted methods of the foreign function and memory API (JEP 454).
  private static final Map<Class<?>, Set<String>> RESTRICTED =
      Map.of(
          Linker.class, Set.of("downcallHandle", "upcallStub"),
          SymbolLookup.class, Set.of("libraryLookup"),
          MemorySegment.class, Set.of("reinterpret"),
          AddressLayout.class, Set.of("withTargetLayout"),
          ModuleLayer.Controller.class, Set.of("enableNativeAccess"),
          System.class, Set.of("load", "loadLibrary"));

  private static final JavaClasses SHIPPED =
      new ClassFileImporter().withImportOption(new Shipped()).importPackages("dev.jebpf");

  private static void check(ArchRule rule) {
    rule.check(SHIPPED);
  }

  /// What the modules ship: no tests, samples or benchmarks.
  static final class Shipped implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/")
          && !location.contains("/tests/target/")
          && !location.contains("/samples/target/");
    }
  }

  @Test
  void shouldKeepPurePackagesAwayFromTheKernel() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "dev.jebpf.linux..",
                        "dev.jebpf.program..",
                        "dev.jebpf.map..",
                        "dev.jebpf.link..",
                        "dev.jebpf.ringbuf..",
                        "dev.jebpf.usdt.foreign..")
                    .and(not(belongToAnyOf(SPECIFICATION)))));
  }

  @Test
  void shouldNotPointFromKernelProbesUpwards() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(KERNEL_PROBES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CORRELATOR).or(resideInAnyPackage(AGENT))));
  }

  @Test
  void shouldNotPointFromCorrelatorToAgent() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORRELATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AGENT));
  }

  @Test
  void shouldKeepUsdtIndependent() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.jebpf.usdt..", "dev.jebpf.elf..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(CORRELATOR)
                    .or(resideInAnyPackage(AGENT))
                    .or(resideInAnyPackage(KERNEL_PROBES))));
  }

  /// Of the probes' module those who consume them need how files and notes are read, nothing else.
  @Test
  void shouldReadFilesOfProbesAndMakeNone() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(KERNEL_PROBES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.jebpf.usdt", "dev.jebpf.usdt.foreign.."));
  }

  @Test
  void shouldUseAsmInTheCompilerOnly() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(KERNEL_PROBES)
            .and()
            .resideOutsideOfPackage("dev.jebpf.compiler..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.objectweb.asm.."));
  }

  @Test
  void shouldHoldRestrictedMethodsBehindThreeDoors() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.jebpf.linux..", "dev.jebpf.hotspot.vm..", "dev.jebpf.usdt.foreign..")
            // The layer gives the isolated module its native access and does nothing native itself.
            .and()
            .resideOutsideOfPackage("dev.jebpf.layer..")
            .should()
            .accessTargetWhere(describe("is restricted", LayersTest::restricted)));
  }

  /// They run inside Mission Control, where there is nothing else of jebpf.
  @Test
  void shouldKeepRulesAndMissionControlApartFromAllElse() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jebpf.rules")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.jebpf..").and(not(resideInAPackage("dev.jebpf.rules")))));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.jebpf.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openjdk.jmc.."));
    assertThat(SHIPPED.contain("dev.jebpf.rules.RunQueueRule")).isTrue();
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    check(slices().matching("dev.jebpf.(**)").should().beFreeOfCycles());
  }

  @Test
  void shouldHaveLookedAtTheClassesOfAllModules() {
    assertThat(SHIPPED.contain("dev.jebpf.linux.Kernel")).isTrue();
    assertThat(SHIPPED.contain("dev.jebpf.breakdown.BreakdownReport")).isTrue();
  }

  private static boolean restricted(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && RESTRICTED.entrySet().stream()
            .anyMatch(
                restricted ->
                    target.getOwner().isEquivalentTo(restricted.getKey())
                        && restricted.getValue().contains(target.getName()));
  }
}
