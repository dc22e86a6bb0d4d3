package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.train.CancelledException;
import dev.rungs.train.DivergedException;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jTrainerTest {

  /** Everything that could keep state from one epoch to the next. */
  static final Map<String, Object> BUSY =
      Map.of(
          "optimizer",
          "amsgrad",
          "dropout",
          0.3,
          "input_dropout",
          0.1,
          "batch_norm",
          true,
          "lr_schedule",
          "cosine",
          "lr_epochs",
          5,
          "warmup",
          1,
          "batch",
          16,
          "lr",
          0.01);

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aRunResumedAfterAnyEpochIsTheUninterruptedOne(int saved) throws IOException {
    Dl4jTrainer trainer = Trials.mlp();
    List<String> whole = Trials.run(trainer, Trials.trial(7, BUSY), 5);
    Dl4jModel model = trainer.create(Trials.trial(7, BUSY));
    Trials.epochs(trainer, model, 1, saved);
    trainer.save(model, folder);
    trainer.release(model);
    Trials.run(trainer, Trials.trial(8, BUSY), 1); // another trial on the thread meanwhile
    Dl4jModel resumed = trainer.load(Trials.trial(7, BUSY), folder);
    assertThat(Trials.epochs(trainer, resumed, saved + 1, 5)).isEqualTo(whole.subList(saved, 5));
    trainer.release(resumed);
  }

  @Test
  void aRunResumesInAnotherJvm() throws Exception {
    Dl4jTrainer trainer = Trials.mlp();
    List<String> whole = Trials.run(trainer, Trials.trial(7, BUSY), 5);
    Dl4jModel model = trainer.create(Trials.trial(7, BUSY));
    Trials.epochs(trainer, model, 1, 2);
    trainer.save(model, folder);
    trainer.release(model);
    assertThat(Fork.run(OtherJvm.class, folder.toString()))
        .filteredOn(line -> line.startsWith("train_loss"))
        .isEqualTo(whole.subList(2, 5));
  }

  /** Resumes what the test above saved. */
  static final class OtherJvm {

    private OtherJvm() {}

    public static void main(String[] args) throws IOException {
      Dl4jTrainer trainer = Trials.mlp();
      Dl4jModel resumed = trainer.load(Trials.trial(7, BUSY), Path.of(args[0]));
      Trials.epochs(trainer, resumed, 3, 5).forEach(System.out::println);
    }
  }

  @Test
  void everyOptimizerResumesExactly() throws IOException {
    Dl4jTrainer trainer = Trials.mlp();
    for (String optimizer : Optimizer.WORDS) {
      Map<String, Object> settings = Map.of("optimizer", optimizer, "lr_scale1", 0.5, "batch", 16);
      List<String> whole = Trials.run(trainer, Trials.trial(3, settings), 3);
      Dl4jModel model = trainer.create(Trials.trial(3, settings));
      Trials.epochs(trainer, model, 1, 1);
      Path place = Files.createDirectory(folder.resolve(optimizer));
      trainer.save(model, place);
      trainer.release(model);
      Dl4jModel resumed = trainer.load(Trials.trial(3, settings), place);
      assertThat(Trials.epochs(trainer, resumed, 2, 3))
          .as(optimizer)
          .isEqualTo(whole.subList(1, 3));
      trainer.release(resumed);
    }
  }

  /** What a population does: another trial goes on with the model, under other values. */
  @Test
  void underOtherValuesAModelHasTheVeryWeightsAndOptimizerThatWereSaved() throws IOException {
    Dl4jTrainer trainer = Trials.mlp();
    for (String optimizer : Optimizer.WORDS) {
      Dl4jModel source =
          trainer.create(Trials.trial(3, Map.of("optimizer", optimizer, "batch", 16)));
      Trials.epochs(trainer, source, 1, 2);
      Path place = Files.createDirectory(folder.resolve(optimizer));
      trainer.save(source, place);
      Map<String, Object> explored = new HashMap<>(Map.of("optimizer", optimizer, "batch", 32));
      explored.putAll(
          Map.of("lr", 0.004, "momentum", 0.5, "beta1", 0.8, "beta2", 0.99, "rho", 0.9));
      explored.putAll(Map.of("weight_decay", 0.02, "l1", 0.001, "dropout", 0.2));
      Dl4jModel copy = trainer.load(Trials.trial(9, explored), place);

      assertThat(bits(copy.network().params()))
          .as(optimizer)
          .isEqualTo(bits(source.network().params()));
      assertThat(bits(copy.network().getUpdater().getStateViewArray()))
          .as(optimizer)
          .isEqualTo(bits(source.network().getUpdater().getStateViewArray()));
      assertThat(copy.network().getIterationCount())
          .isEqualTo(source.network().getIterationCount());
      assertThat(Trials.epochs(trainer, copy, 3, 3))
          .as("the other values count")
          .isNotEqualTo(Trials.epochs(trainer, source, 3, 3));
      trainer.release(source);
      trainer.release(copy);
    }
  }

  private static List<Integer> bits(@Nullable INDArray array) {
    return array == null ? List.of() : floats(array.ravel().toFloatVector());
  }

  private static List<Integer> floats(float[] numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(i -> Float.floatToRawIntBits(numbers[i]))
        .toList();
  }

  @Test
  void whatMayChangeInMidTrainingAreSettingsOfBothFamilies() {
    assertThat(Settings.MUTABLE)
        .allMatch(name -> Settings.MLP.setting(name).isPresent())
        .allMatch(name -> Settings.CNN.setting(name).isPresent());
  }

  @Test
  void twoTrialsAtOnceAreTwoTrialsAlone() throws Exception {
    Dl4jTrainer trainer = Trials.mlp();
    List<String> first = Trials.run(trainer, Trials.trial(1, BUSY), 8);
    List<String> second = Trials.run(trainer, Trials.trial(2, BUSY), 8);
    assertThat(first).isNotEqualTo(second);
    var threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<List<String>>> both = List.of(bound(trainer, 1), bound(trainer, 2));
      var results = threads.invokeAll(both);
      assertThat(results.get(0).get()).isEqualTo(first);
      assertThat(results.get(1).get()).isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<List<String>> bound(Dl4jTrainer trainer, long seed) {
    return () -> {
      trainer.bind(Trials.SLOT);
      return Trials.run(trainer, Trials.trial(seed, BUSY), 8);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void theSeedAloneDecides(long seed) {
    Dl4jTrainer trainer = Trials.mlp();
    List<String> first = Trials.run(trainer, Trials.trial(seed, BUSY), 2);
    Trials.run(trainer, Trials.trial(9, BUSY), 1);
    assertThat(Trials.run(trainer, Trials.trial(seed, BUSY), 2)).isEqualTo(first);
    assertThat(Trials.run(trainer, Trials.trial(seed + 1, BUSY), 2)).isNotEqualTo(first);
  }

  @Test
  void aDamagedOrForeignCheckpointIsRefused() throws IOException {
    Dl4jTrainer trainer = Trials.mlp();
    Dl4jModel model = trainer.create(Trials.trial(1, Map.of()));
    trainer.save(model, folder);
    trainer.release(model);
    assertThatThrownBy(() -> trainer.load(Trials.trial(1, Map.of("width", 65)), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("network.bin: length is ");
    Path file = folder.resolve("network.bin");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> trainer.load(Trials.trial(1, Map.of()), folder))
        .hasMessageContaining("network.bin: length is ");
    whole[0] ^= 1;
    Files.write(file, whole);
    assertThatThrownBy(() -> trainer.load(Trials.trial(1, Map.of()), folder))
        .hasMessageContaining("network.bin: magic is ");
  }

  @Test
  void aTrialIsCancelledBetweenMinibatches() {
    var asked = new AtomicInteger();
    var trial =
        new Trials.Context(
            Configuration.of(Map.of("batch", 8)), 1, () -> asked.incrementAndGet() == 3);
    Dl4jTrainer trainer = Trials.mlp();
    Dl4jModel model = trainer.create(trial);
    assertThatThrownBy(() -> trainer.step(model, 1)).isInstanceOf(CancelledException.class);
    assertThat(model.network().getIterationCount()).isEqualTo(2);
    trainer.release(model);
  }

  @Test
  void aLossThatIsNoNumberDiverges() {
    Dl4jTrainer trainer = Trials.mlp();
    Dl4jModel model =
        trainer.create(Trials.trial(1, Map.of("lr", 1e30, "optimizer", "sgd", "batch", 8)));
    assertThatThrownBy(() -> trainer.step(model, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching("train_loss is (NaN|Infinity|-Infinity) in epoch 1");
    trainer.release(model);
  }

  @Test
  void anEpochOutOfOrderIsRefused() {
    Dl4jTrainer trainer = Trials.mlp();
    Dl4jModel model = trainer.create(Trials.trial(1, Map.of()));
    assertThatThrownBy(() -> trainer.step(model, 2)).hasMessage("epoch is 2, must be 1");
    trainer.release(model);
  }

  @Test
  void anyDl4jProgramReadsWhatIsExported() throws IOException {
    Dl4jTrainer trainer = Trials.mlp();
    for (String optimizer : List.of("momentum", "adadelta", "adam")) {
      Map<String, Object> settings =
          Map.of("optimizer", optimizer, "lr_schedule", "step", "batch_norm", true);
      Dl4jModel model = trainer.create(Trials.trial(1, settings));
      Trials.epochs(trainer, model, 1, 2);
      trainer.export(model, folder);
      MultiLayerNetwork read =
          ModelSerializer.restoreMultiLayerNetwork(folder.resolve("model.zip").toFile());
      assertThat(read.getLayerWiseConfigurations().toJson()).doesNotContain("dev.rungs");
      INDArray input = Nd4j.rand(5, 16);
      assertThat(read.output(input)).isEqualTo(model.network().output(input));
      read.close();
      trainer.release(model);
    }
    assertThat(folder.resolve("preprocessing.json"))
        .content()
        .contains("\"classes\": [\"a\", \"b\", \"c\"]", "\"mean\": [", "\"deviation\": [");
  }

  @Test
  void memoryStaysBoundedOverFiftyTrials() {
    Dl4jTrainer trainer = Trials.mlp();
    Map<String, Object> large = Map.of("layers", 4, "width", 800, "batch", 64);
    for (int trial = 0; trial < 10; trial++) {
      Trials.run(trainer, Trials.trial(trial, large), 1);
    }
    long before = Pointer.physicalBytes();
    for (int trial = 0; trial < 40; trial++) {
      Trials.run(trainer, Trials.trial(trial, large), 1);
    }
    // A model holds 1.9 million parameters, as many gradients and twice as many optimizer numbers:
    // 31 MB. Forty leaked ones would be 1.2 GB.
    assertThat(Pointer.physicalBytes() - before).isLessThan(500L << 20);
  }

  @Test
  void digitsAreLearnt() throws IOException {
    Dl4jTrainer trainer = Trials.digits();
    Map<String, Object> sane = Map.of("lr", 3e-3, "width", 64, "layers", 2, "dropout", 0.2);
    Dl4jModel model = trainer.create(Trials.trial(1, sane));
    Metrics last = Metrics.NONE;
    for (int epoch = 1; epoch <= 20; epoch++) {
      last = trainer.step(model, epoch);
    }
    Metrics test = trainer.test(model);
    trainer.release(model);
    assertThat(last.get("val_accuracy")).isGreaterThanOrEqualTo(0.97);
    assertThat(last.get("val_loss")).isLessThan(0.2);
    assertThat(test.get("test_accuracy")).isCloseTo(last.get("val_accuracy"), within(0.04));
  }

  @Test
  void withoutATestPartThereIsNothingToTest() throws IOException {
    Dl4jTrainer trainer = Trials.mlp();
    Dl4jModel model = trainer.create(Trials.trial(1, Map.of()));
    assertThat(trainer.test(model)).isEqualTo(Metrics.NONE);
    trainer.release(model);
  }
}
