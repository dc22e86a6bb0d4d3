package dev.rungs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;

/** The core decides from values alone: no actor, clock, thread, file, or chance of its own. */
@AnalyzeClasses(packages = "dev.rungs", importOptions = HouseRules.MainCode.class)
class HouseTest {

  private static final String[] PURE = {
    "dev.rungs.space..",
    "dev.rungs.trial..",
    "dev.rungs.model..",
    "dev.rungs.sample..",
    "dev.rungs.schedule..",
    "dev.rungs.sweep.."
  };

  private static final DescribedPredicate<JavaClass> VALUES =
      resideInAnyPackage(
              "dev.rungs..",
              "org.jspecify.annotations",
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.math",
              "java.nio.charset",
              "java.util",
              "java.util.function",
              "java.util.random",
              "java.util.regex",
              "java.util.stream")
          .or(belongToAnyOf(Duration.class))
          .or(describe("primitives and arrays", type -> type.isPrimitive() || type.isArray()))
          .and(
              not(
                  belongToAnyOf(
                      Thread.class,
                      ThreadLocal.class,
                      Process.class,
                      ProcessBuilder.class,
                      Random.class,
                      Timer.class,
                      UUID.class)));

  @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule decisionsUseValuesAlone =
      classes().that().resideInAnyPackage(PURE).should().onlyDependOnClassesThat(VALUES);

  @ArchTest
  static final ArchRule decisionsReadNoClockAndDrawNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(SplittableRandom.class);

  /** A trainer reads and writes its model in a directory; that is all it knows of files. */
  @ArchTest
  static final ArchRule trainersNamePathsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.rungs.train..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "akka..")
                  .and(not(belongToAnyOf(Path.class, java.io.IOException.class))));

  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("space")
          .definedBy("dev.rungs.space..")
          .layer("trial")
          .definedBy("dev.rungs.trial..")
          .layer("model")
          .definedBy("dev.rungs.model..")
          .layer("sample")
          .definedBy("dev.rungs.sample..")
          .layer("schedule")
          .definedBy("dev.rungs.schedule..")
          .layer("sweep")
          .definedBy("dev.rungs.sweep..")
          .whereLayer("space")
          .mayNotAccessAnyLayer()
          .whereLayer("trial")
          .mayOnlyAccessLayers("space")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("sample")
          .mayOnlyAccessLayers("space", "trial", "model")
          .whereLayer("schedule")
          .mayOnlyAccessLayers("space", "trial", "model");
}
