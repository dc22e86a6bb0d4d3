package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelledDataTest {

  @Test
  void standardisingSeesTheTrainingRowsAlone() throws IOException {
    Table table = Trials.table(90);
    DataPlan plan = Trials.plan(Map.of("validation", 0.3, "test", 0.2));
    Split split = Split.of(table.examples().labels(), 3, plan);
    LabelledData before = LabelledData.of(table, plan);
    float[] inputs = table.examples().inputs().clone();
    for (int row : split.validation()) {
      inputs[row * 16] = 1e6f;
    }
    for (int row : split.test()) {
      inputs[row * 16] = -1e6f;
    }
    var changed = new Examples(16, inputs, table.examples().labels());
    LabelledData after =
        LabelledData.of(new Table(changed, table.names(), table.classes(), 4), plan);
    assertThat(after.scaling().mean()).containsExactly(before.scaling().mean());
    assertThat(after.scaling().deviation()).containsExactly(before.scaling().deviation());
    assertThat(after.train().inputs()).containsExactly(before.train().inputs());
    assertThat(after.validation().inputs()[0]).isGreaterThan(1e5f);
    assertThat(after.test().open().inputs()[0]).isLessThan(-1e5f);
  }

  @Test
  void trainingInputsHaveMeanZeroAndDeviationOne() {
    Examples train = LabelledData.of(Trials.table(90), Trials.plan(Map.of())).train();
    Scaling again = Scaling.fit(train);
    // Inputs are floats of about 1: rounding moves a mean by less than 1e-6.
    for (int column = 0; column < 16; column++) {
      assertThat(again.mean()[column]).isCloseTo(0, within(1e-6));
      assertThat(again.deviation()[column]).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void aConstantInputBecomesZero() {
    var examples = new Examples(1, new float[] {7, 7, 7}, new int[] {0, 1, 0});
    assertThat(Scaling.fit(examples).apply(examples).inputs()).containsExactly(0, 0, 0);
  }

  @Test
  void standardisingCanBeOff() {
    LabelledData data =
        LabelledData.of(Trials.table(90), Trials.plan(Map.of("standardize", false)));
    assertThat(data.scaling().mean()).containsOnly(0);
    assertThat(data.scaling().deviation()).containsOnly(1);
  }

  @Test
  void limitShortensTheTrainingPartAlone() {
    LabelledData all = LabelledData.of(Trials.table(90), Trials.plan(Map.of()));
    LabelledData few = LabelledData.of(Trials.table(90), Trials.plan(Map.of("limit", 10)));
    assertThat(few.train().count()).isEqualTo(10);
    assertThat(few.validation().labels()).containsExactly(all.validation().labels());
  }

  @Test
  void impossiblePlansAreRefused() {
    refused(Map.of(), "csv and idx are missing, must be one of them");
    refused(Map.of("csv", "a", "idx", "b"), "csv and idx are both set, must be one of them");
    refused(Map.of("csv", "a", "validation", 0.6, "test", 0.5), "must be < 1");
    refused(Map.of("csv", "a", "validation", 0), "validation is 0, must be a number in (0.0, 1.0)");
    Table tiny =
        new Table(
            new Examples(1, new float[] {1, 2}, new int[] {0, 1}),
            List.of("x"),
            List.of("a", "b"),
            1);
    assertThatThrownBy(() -> LabelledData.of(tiny, Trials.plan(Map.of())))
        .hasMessageContaining("leaves 2 training and 0 validation examples of 2, must leave");
  }

  private static void refused(Map<String, ?> settings, String message) {
    assertThatThrownBy(() -> Settings.DATA.make(Configuration.of(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
