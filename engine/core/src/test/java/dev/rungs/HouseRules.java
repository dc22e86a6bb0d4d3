package dev.rungs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What every module keeps; its {@code HouseTest} includes these rules and adds its own. */
public final class HouseRules {

  /** Leaves out tests, also those that another module packs into a jar. */
  public static final class MainCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.rungs.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule dl4jIsSeenInItsModuleAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rungs.dl4j..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."));

  @ArchTest
  static final ArchRule akkaIsSeenByTheActorsAlone =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.rungs.space..",
              "dev.rungs.trial..",
              "dev.rungs.model..",
              "dev.rungs.sample..",
              "dev.rungs.schedule..",
              "dev.rungs.sweep..",
              "dev.rungs.train..",
              "dev.rungs.dl4j..")
          .should()
          .dependOnClassesThat(resideInAPackage("akka.."));

  @ArchTest
  static final ArchRule theClusterIsSeenInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rungs.actors.cluster..")
          .should()
          .dependOnClassesThat(resideInAPackage("akka.cluster.."));

  @ArchTest
  static final ArchRule staticFieldsAreFinal = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule nobodyCanChangeAPublicConstant =
      noFields()
          .that()
          .areStatic()
          .and()
          .arePublic()
          .should()
          .haveRawType(describe("an array", JavaClass::isArray));

  /**
   * A service that embeds a sweep keeps its terminal and its life. A child JVM is no service: its
   * program ends when its parent has.
   */
  @ArchTest
  static final ArchRule onlyTheCommandPrintsOrExits =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rungs.cli..")
          .and()
          .doNotHaveFullyQualifiedName("dev.rungs.actors.isolate.ChildMain")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  private HouseRules() {}
}
