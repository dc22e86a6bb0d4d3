package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulersTest {

  @Test
  void everySchedulerIsRegisteredOnceTheDefaultFirst() {
    assertThat(Schedulers.ALL).extracting(Kind::name).startsWith("asha").doesNotHaveDuplicates();
    assertThat(schedulers()).hasSameSizeAs(Schedulers.ALL);
  }

  /** A scheduler without a contract test is not finished. */
  @Test
  void everySchedulerHasATestThatKeepsTheContract() throws ReflectiveOperationException {
    for (Class<?> scheduler : schedulers()) {
      Class<?> test = Class.forName(scheduler.getName() + "Test");
      assertThat(SchedulerContract.class).as("of %s", test).isAssignableFrom(test);
      var constructor = test.getDeclaredConstructor();
      constructor.setAccessible(true);
      assertThat(((SchedulerContract) constructor.newInstance()).scheduler())
          .isInstanceOf(scheduler);
    }
  }

  /** Returns those that a word selects: all but {@link Patient}, which holds another. */
  private static List<Class<?>> schedulers() {
    return Stream.of(Scheduler.class.getPermittedSubclasses())
        .flatMap(
            each -> each.isSealed() ? Stream.of(each.getPermittedSubclasses()) : Stream.of(each))
        .filter(each -> each != Patient.class)
        .toList();
  }

  @Test
  void settingsMakeTheScheduler() {
    assertThat(Asha.KIND.make(Configuration.of(Map.of("max", 27)))).isEqualTo(new Asha(1, 27, 3));
    assertThat(AshaStopping.KIND.make(Configuration.of(Map.of("max", 27, "eta", 4))))
        .isEqualTo(new AshaStopping(1, 27, 4));
    assertThat(Hyperband.KIND.make(Configuration.of(Map.of("max", 81, "min", 3))))
        .isEqualTo(new Hyperband(3, 81, 3));
    assertThat(SuccessiveHalving.KIND.make(Configuration.of(Map.of("max", 9, "trials", 12))))
        .isEqualTo(new SuccessiveHalving(12, 1, 9, 3));
    assertThat(Pasha.KIND.make(Configuration.of(Map.of("max", 27)))).isEqualTo(new Pasha(1, 27, 3));
    assertThat(AsyncHyperband.KIND.make(Configuration.of(Map.of("max", 27, "eta", 2))))
        .isEqualTo(new AsyncHyperband(1, 27, 2));
    assertThat(MedianStopping.KIND.make(Configuration.of(Map.of("max", 27, "grace", 4))))
        .isEqualTo(new MedianStopping(1, 27, 4, 5));
    assertThat(PercentileStopping.KIND.make(Configuration.of(Map.of("max", 27, "percentile", 25))))
        .isEqualTo(new PercentileStopping(1, 27, 0, 5, 25));
    assertThat(ThresholdStopping.KIND.make(Configuration.of(Map.of("max", 27, "upper", 2.5))))
        .isEqualTo(new ThresholdStopping(1, 27, 0, Double.NEGATIVE_INFINITY, 2.5));
    assertThat(
            Pbt.KIND.make(
                Configuration.of(
                    Map.of("population", 8, "interval", 2, "max", 10, "mutate", "lr, dropout"))))
        .isEqualTo(new Pbt(8, 2, 10, 0.25, 0.25, 0.8, 1.2, List.of("lr", "dropout")));
    assertThat(
            Pb2.KIND.make(
                Configuration.of(
                    Map.of("population", 8, "interval", 2, "max", 10, "quantile", 0.5))))
        .isEqualTo(new Pb2(8, 2, 10, 0.5, List.of()));
    assertThat(RunToEnd.KIND.make(Configuration.of(Map.of("max", 5)))).isEqualTo(new RunToEnd(5));
  }

  @Test
  void aMissingEndIsNamed() {
    assertThatThrownBy(() -> Asha.KIND.make(Configuration.EMPTY))
        .hasMessage("asha: max is missing, must be a whole number >= 1");
  }
}
