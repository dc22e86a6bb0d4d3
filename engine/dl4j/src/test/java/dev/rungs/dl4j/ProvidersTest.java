package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.train.TrainerProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  private static final Path DATA = Path.of("../../examples/data");

  @Test
  void sweepFilesFindBothTrainers() {
    assertThat(ServiceLoader.load(TrainerProvider.class))
        .extracting(TrainerProvider::type)
        .contains("dl4j-mlp", "dl4j-cnn");
  }

  @Test
  void whatAProviderTellsLoadsNoTrainingLibrary() throws Exception {
    List<String> lines = Fork.run(List.of("-verbose:class"), Describe.class);
    assertThat(lines).anyMatch(line -> line.contains("dev.rungs.dl4j.Settings "));
    assertThat(lines)
        .noneMatch(line -> line.contains(" org.nd4j.") || line.contains(" org.deeplearning4j."));
  }

  /** Asks every provider for everything but to open. */
  static final class Describe {

    private Describe() {}

    public static void main(String[] args) {
      for (TrainerProvider each : ServiceLoader.load(TrainerProvider.class)) {
        System.out.println(each.type() + each.summary() + each.settings() + each.data());
        System.out.println(each.metrics());
      }
      System.out.println(Settings.MLP.make(Configuration.of(Map.of("warmup", 2))));
      System.out.println(Settings.CNN.make(Configuration.EMPTY));
    }
  }

  @Test
  void settingNamesAreUnique() {
    for (TrainerProvider each : ServiceLoader.load(TrainerProvider.class)) {
      assertThat(each.settings()).extracting("name").doesNotHaveDuplicates();
      assertThat(each.data()).extracting("name").doesNotHaveDuplicates();
      assertThat(each.settings())
          .allMatch(setting -> setting.fallback().flatMap(setting::problem).isEmpty());
    }
  }

  @Test
  void irisOpensWithSpeciesAsClasses() throws Exception {
    var data = Configuration.of(Map.of("csv", "iris.csv", "label", "species"));
    try (var trainer = new MlpProvider().open(Configuration.EMPTY, data, DATA)) {
      assertThat(trainer.preferredSlots()).isPositive();
    }
    LabelledData iris = LabelledData.read(Settings.DATA.make(data), DATA);
    assertThat(iris.classes()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(iris.train().count()).isEqualTo(120);
  }

  @Test
  void aConstantThatIsRefusedIsRefusedWhenTheTrainerOpens() {
    var data = Configuration.of(Map.of("csv", "iris.csv"));
    var settings = Configuration.of(Map.of("l2", 0.1, "weight_decay", 0.1));
    assertThatThrownBy(() -> new MlpProvider().open(settings, data, DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("l2 is 0.1, must be 0 where weight_decay is 0.1");
  }

  @Test
  void aConvolutionNeedsImages() {
    var data = Configuration.of(Map.of("csv", "iris.csv", "height", 1));
    assertThatThrownBy(() -> new CnnProvider().open(Configuration.EMPTY, data, DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be given for dl4j-cnn");
  }
}
