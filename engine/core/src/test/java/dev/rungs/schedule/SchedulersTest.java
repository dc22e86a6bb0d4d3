package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulersTest {

  @Test
  void everySchedulerIsRegisteredOnceTheDefaultFirst() {
    assertThat(Schedulers.ALL)
        .extracting(Kind::name)
        .containsExactly("asha", "asha-stop", "hyperband", "halving", "pbt", "none");
    int populations = Population.class.getPermittedSubclasses().length;
    assertThat(Scheduler.class.getPermittedSubclasses())
        .hasSize(Schedulers.ALL.size() - populations + 1);
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
    assertThat(
            Pbt.KIND.make(
                Configuration.of(
                    Map.of("population", 8, "interval", 2, "max", 10, "mutate", "lr, dropout"))))
        .isEqualTo(new Pbt(8, 2, 10, 0.25, 0.25, 0.8, 1.2, List.of("lr", "dropout")));
    assertThat(RunToEnd.KIND.make(Configuration.of(Map.of("max", 5)))).isEqualTo(new RunToEnd(5));
  }

  @Test
  void aMissingEndIsNamed() {
    assertThatThrownBy(() -> Asha.KIND.make(Configuration.EMPTY))
        .hasMessage("asha: max is missing, must be a whole number >= 1");
  }
}
