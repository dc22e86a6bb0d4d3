package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {

  private static final int INPUTS = 16;
  private static final Map<String, Object> BASE = Map.of("lr", 0.02, "batch", 16, "width", 8);

  @BeforeAll
  static void bind() {
    Device.bind(Trials.SLOT);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyOptionTrainsAndHasAnEffect(Map<String, ?> option) {
    Dl4jTrainer trainer = Trials.mlp();
    List<Double> losses = losses(trainer, with(BASE, option));
    assertThat(losses.stream().min(Double::compare).orElseThrow())
        .as("it learns")
        .isLessThan(losses.get(0));
    assertThat(losses)
        .as("it is not the default under another name")
        .isNotEqualTo(losses(trainer, BASE));
  }

  private static List<Double> losses(Dl4jTrainer trainer, Map<String, ?> settings) {
    Dl4jModel model = trainer.create(Trials.trial(1, settings));
    try {
      return IntStream.rangeClosed(1, 6).mapToObj(model::train).toList();
    } finally {
      trainer.release(model);
    }
  }

  static Stream<Map<String, ?>> variants() {
    return Stream.of(
            Optimizer.WORDS.stream().skip(1).map(word -> Map.of("optimizer", word)),
            Stream.of("leakyrelu", "elu", "selu", "gelu", "swish", "mish", "tanh", "sigmoid")
                .map(word -> Map.of("activation", word)),
            Stream.of("xavier", "normal").map(word -> Map.of("init", word)),
            Stream.of("step", "exponential", "cosine")
                .map(word -> Map.of("lr_schedule", word, "lr_epochs", 1, "lr_floor", 0.5)),
            Stream.<Map<String, ?>>of(
                Map.of("lr_schedule", "exponential-after", "lr_after", 1),
                Map.of("warmup", 2),
                Map.of("layers", 0),
                Map.of("layers", 3, "shape", "funnel"),
                Map.of("batch_norm", true),
                Map.of("dropout", 0.3),
                Map.of("input_dropout", 0.2),
                Map.of("l1", 0.01),
                Map.of("l2", 0.01),
                Map.of("weight_decay", 0.1),
                Map.of("lr_scale1", 0.1),
                Map.of("lr_scale_out", 0.1),
                Map.of("beta1", 0.5),
                Map.of("beta2", 0.9),
                Map.of("epsilon", 0.1)))
        .flatMap(each -> each);
  }

  @Test
  void aConvolutionalNetworkLearnsWithEachPooling() {
    Dl4jTrainer trainer = Trials.cnn();
    for (String pooling : List.of("max", "average", "none")) {
      Map<String, Object> settings =
          Map.of("pooling", pooling, "filters", 4, "dense", 8, "lr", 0.02, "batch_norm", true);
      Dl4jModel model = trainer.create(Trials.trial(1, settings));
      double accuracy = 0;
      for (int epoch = 1; epoch <= 15; epoch++) {
        accuracy = trainer.step(model, epoch).get("val_accuracy");
      }
      trainer.release(model);
      assertThat(accuracy).as(pooling).isGreaterThan(0.8);
    }
  }

  @Test
  void dropoutIsTheProbabilityToDrop() {
    MultiLayerNetwork network = network(Map.of("layers", 2, "dropout", 0.25, "input_dropout", 0.1));
    assertThat(dropped(network, 0)).isCloseTo(0.1, within(tolerance(0.1)));
    assertThat(dropped(network, 1)).isCloseTo(0.25, within(tolerance(0.25)));
    assertThat(dropped(network, 2)).isCloseTo(0.25, within(tolerance(0.25)));
    network.close();
  }

  @Test
  void weightDecayIsAppliedOnceAndNotToBiases() {
    Map<String, Object> plain = Map.of("layers", 0, "optimizer", "sgd", "lr", 0.1);
    MultiLayerNetwork without = network(plain);
    MultiLayerNetwork decayed = network(with(plain, Map.of("weight_decay", 0.5)));
    INDArray before = without.getParam("0_W").dup();
    fitOnce(without);
    fitOnce(decayed);
    INDArray difference = without.getParam("0_W").sub(decayed.getParam("0_W"));
    assertClose(difference, before.mul(0.1 * 0.5));
    assertClose(without.getParam("0_b"), decayed.getParam("0_b"));
  }

  @Test
  void l2JoinsTheGradientOnce() {
    Map<String, Object> plain = Map.of("layers", 0, "optimizer", "sgd", "lr", 0.1);
    MultiLayerNetwork without = network(plain);
    MultiLayerNetwork penalised = network(with(plain, Map.of("l2", 0.5)));
    INDArray before = without.getParam("0_W").dup();
    fitOnce(without);
    fitOnce(penalised);
    assertClose(without.getParam("0_W").sub(penalised.getParam("0_W")), before.mul(0.1 * 0.5));
  }

  @Test
  void momentumFollowsTheClassicalRecurrence() {
    double rate = 0.1;
    double momentum = 0.8;
    Map<String, Object> plain = Map.of("layers", 0, "lr", rate, "momentum", momentum);
    MultiLayerNetwork network = network(with(plain, Map.of("optimizer", "momentum")));
    MultiLayerNetwork probe = network(with(plain, Map.of("optimizer", "sgd")));
    INDArray velocity = Nd4j.zeros(network.params().shape());
    for (int step = 0; step < 5; step++) {
      INDArray before = network.params().dup();
      probe.setParams(before);
      fitOnce(probe);
      INDArray slope = probe.params().sub(before); // -rate * gradient at the same weights
      velocity = velocity.mul(momentum).add(slope);
      fitOnce(network);
      assertClose(network.params(), before.add(velocity));
    }
  }

  @Test
  void aLayersScaleMultipliesItsRateAlone() {
    Map<String, Object> plain =
        Map.of("layers", 1, "optimizer", "sgd", "lr", 0.1, "lr_scale1", 0.0);
    MultiLayerNetwork network = network(plain);
    INDArray hidden = network.getParam("0_W").dup();
    INDArray output = network.getParam("1_W").dup();
    fitOnce(network);
    assertThat(network.getParam("0_W")).isEqualTo(hidden);
    assertThat(network.getParam("1_W")).isNotEqualTo(output);
  }

  @Test
  void weightsStartWithTheDeviationThatInitSays() {
    assertDeviation(Map.of("init", "he"), Math.sqrt(2.0 / INPUTS));
    assertDeviation(Map.of("init", "xavier"), Math.sqrt(2.0 / (INPUTS + 2000)));
    assertDeviation(Map.of("init", "normal", "init_std", 0.3), 0.3);
  }

  private static void assertDeviation(Map<String, ?> init, double expected) {
    MultiLayerNetwork network = network(with(Map.of("layers", 1, "width", 2000), init));
    double seen = network.getParam("0_W").stdNumber(false).doubleValue();
    // n = 32,000 draws: the deviation's standard error is expected / sqrt(2 n) = 0.4 %.
    assertThat(seen).isCloseTo(expected, within(6 * expected / Math.sqrt(2.0 * INPUTS * 2000)));
    network.close();
  }

  private static double dropped(MultiLayerNetwork network, int layer) {
    IDropout dropout = ((BaseLayer) network.getLayer(layer).conf().getLayer()).getIDropout();
    INDArray ones = Nd4j.ones(100, 100);
    INDArray kept =
        dropout.applyDropout(ones, ones.ulike(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    return 1 - kept.gt(0).castTo(ones.dataType()).meanNumber().doubleValue();
  }

  /** Six standard errors of a share of 10,000 draws. */
  private static double tolerance(double share) {
    return 6 * Math.sqrt(share * (1 - share) / 10_000);
  }

  private static MultiLayerNetwork network(Map<String, ?> settings) {
    var plan = Settings.MLP.make(Configuration.of(settings));
    var network = new MultiLayerNetwork(Networks.of(plan, INPUTS, 4, 3, 7));
    network.init();
    return network;
  }

  private static void fitOnce(MultiLayerNetwork network) {
    Examples examples = Trials.table(30).examples();
    DataSet all =
        new DeviceData(LabelledData.of(Trials.table(30), Trials.plan(Map.of())))
            .batches(examples.count())
            .get(0);
    network.fit(all);
  }

  private static Map<String, Object> with(Map<String, ?> base, Map<String, ?> more) {
    return Configuration.of(more).orElse(Configuration.of(base)).plain();
  }

  /** Single precision: weights are about 1, so a few steps agree to 1e-6. */
  private static void assertClose(INDArray seen, INDArray expected) {
    assertThat(seen.sub(expected).amaxNumber().doubleValue()).isLessThan(2e-6);
  }
}
