package dev.rungs.dl4j;

import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.space.Setting.Presence;
import dev.rungs.space.Setting.Rule;
import dev.rungs.space.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can be set, with ranges and defaults. Loads no class of DL4J. */
final class Settings {

  /** The most layers below the output that a setting can name. */
  static final int LAYERS = 8;

  /** What both trainers report of an epoch. */
  static final List<String> METRICS = List.of("train_loss", "val_loss", "val_accuracy", "seconds");

  /**
   * What a network may be given anew in mid-training: everything but its shape, its optimizer, and
   * scales of the rate, by which DL4J orders what an optimizer holds.
   */
  static final List<String> MUTABLE =
      List.of(
          "dropout",
          "input_dropout",
          "lr",
          "batch",
          "momentum",
          "rho",
          "beta1",
          "beta2",
          "epsilon",
          "l1",
          "l2",
          "weight_decay",
          "lr_decay",
          "lr_floor");

  private static final long MAX_WIDTH = 65_536;
  private static final int MAX_EPOCHS = 1_000_000;

  private static final Rule.Reals POSITIVE =
      new Rule.Reals(0, true, Double.POSITIVE_INFINITY, true);
  private static final Rule.Reals BELOW_ONE = new Rule.Reals(0, false, 1, true);
  private static final Rule.Reals UP_TO_ONE = new Rule.Reals(0, false, 1, false);
  private static final Rule.Reals SHARE = new Rule.Reals(0, true, 1, true);

  /** The trainer {@code dl4j-mlp}. */
  static final Kind<NetworkPlan.Mlp> MLP =
      new Kind<>(
          "dl4j-mlp",
          "A multilayer perceptron that classifies rows of a table or images (DL4J)",
          "",
          Stream.of(mlpLayers(), cell(), training()).flatMap(List::stream).toList(),
          NetworkPlan.Mlp::of);

  /** The trainer {@code dl4j-cnn}. */
  static final Kind<NetworkPlan.Cnn> CNN =
      new Kind<>(
          "dl4j-cnn",
          "A convolutional network that classifies grey images (DL4J)",
          "",
          Stream.of(cnnLayers(), cell(), training()).flatMap(List::stream).toList(),
          NetworkPlan.Cnn::of);

  /** The keys of {@code data:}. */
  static final Kind<DataPlan> DATA =
      new Kind<>("data", "Labelled examples from files", "", data(), DataPlan::of);

  private Settings() {}

  private static List<Setting> mlpLayers() {
    Stream<Setting> fixed =
        Stream.of(
            Setting.integer("layers", 0, LAYERS, 2, "hidden layers; 0 is softmax regression"),
            Setting.integer("width", 1, MAX_WIDTH, 64, "units of a hidden layer"),
            Setting.oneOf(
                "shape",
                List.of("constant", "funnel"),
                "constant: all layers have width; funnel: each has half of the one before"));
    return Stream.concat(
            fixed,
            eachLayer()
                .mapToObj(
                    layer ->
                        Setting.unset(
                            "width" + layer,
                            new Rule.Ints(1, MAX_WIDTH),
                            "units of hidden layer " + layer + ", in place of width")))
        .toList();
  }

  private static List<Setting> cnnLayers() {
    return List.of(
        Setting.integer("conv_layers", 1, 6, 2, "convolutions, each followed by pooling"),
        Setting.integer("filters", 1, 1024, 16, "filters of the first convolution"),
        Setting.integer("filter_growth", 1, 4, 2, "how many times more each next one has"),
        Setting.integer("kernel", 1, 15, 3, "side of a filter, in pixels"),
        Setting.oneOf("pooling", List.of("max", "average", "none"), "of 2 x 2 pixels each"),
        Setting.integer("dense", 0, MAX_WIDTH, 64, "units before the output; 0 for no such layer"));
  }

  private static List<Setting> cell() {
    return List.of(
        Setting.oneOf(
            "activation",
            List.of("relu", "leakyrelu", "elu", "selu", "gelu", "swish", "mish", "tanh", "sigmoid"),
            "of hidden layers"),
        Setting.oneOf("init", List.of("he", "xavier", "normal"), "how weights start"),
        Setting.real("init_std", POSITIVE, 0.05, "standard deviation of init: normal"),
        Setting.flag("batch_norm", false, "normalise hidden layers over the minibatch"),
        Setting.real("dropout", BELOW_ONE, 0, "probability to drop a hidden activation"),
        Setting.real("input_dropout", BELOW_ONE, 0, "probability to drop an input"));
  }

  private static List<Setting> training() {
    Stream<Setting> fixed =
        Stream.of(
            Setting.real("lr", POSITIVE, 1e-3, "learning rate"),
            Setting.integer("batch", 1, 65_536, 32, "examples in a minibatch"),
            Setting.oneOf("optimizer", Optimizer.WORDS, "how gradients become steps"),
            Setting.real("momentum", BELOW_ONE, 0.9, "of momentum and nesterov"),
            Setting.unset("rho", BELOW_ONE, "decay of rmsprop and adadelta; 0.95 if unset"),
            Setting.real("beta1", BELOW_ONE, 0.9, "first decay of adam, amsgrad and nadam"),
            Setting.real("beta2", BELOW_ONE, 0.999, "second decay of adam, amsgrad and nadam"),
            Setting.unset(
                "epsilon", POSITIVE, "against division by 0; 1e-8, adagrad and adadelta 1e-6"),
            Setting.real("l1", 0, 0, "L1 penalty on weights"),
            Setting.real("l2", 0, 0, "L2 penalty on weights; not with weight_decay"),
            Setting.real("weight_decay", 0, 0, "decoupled weight decay, times the rate"),
            Setting.oneOf("lr_schedule", RateSchedule.WORDS, "how the rate moves with the epoch"),
            Setting.real(
                "lr_decay",
                new Rule.Reals(0, true, 1, false),
                0.5,
                "factor of step, exponential and exponential-after"),
            Setting.integer("lr_epochs", 1, MAX_EPOCHS, 10, "epochs of a step or of the cosine"),
            Setting.integer(
                "lr_after", 1, MAX_EPOCHS, 10, "epochs at full rate of exponential-after"),
            Setting.real("lr_floor", UP_TO_ONE, 0, "where the cosine ends, as a share of lr"),
            Setting.integer("warmup", 0, MAX_EPOCHS, 0, "epochs of linear warm-up"),
            Setting.real("lr_scale_out", 0, 1, "factor on the output layer's rate"));
    return Stream.concat(
            fixed,
            eachLayer()
                .mapToObj(
                    layer ->
                        Setting.real("lr_scale" + layer, 0, 1, "factor on layer " + layer + "'s")))
        .toList();
  }

  private static List<Setting> data() {
    return List.of(
        Setting.unset("csv", new Rule.Words(), "a table of numbers and a label, maybe .gz"),
        Setting.unset("idx", new Rule.Words(), "a folder of images laid out like MNIST's"),
        new Setting(
            "label",
            new Rule.Words(),
            new Presence.Default(new Value.Text("last")),
            "the label's column in a csv: its name, its number from 1, or last"),
        Setting.oneOf(
            "header",
            List.of("auto", "true", "false"),
            "whether line 1 of a csv holds names; auto: if no field of it is a number"),
        Setting.oneOf("separator", List.of("comma", "semicolon", "tab"), "between csv fields"),
        Setting.unset(
            "height", new Rule.Ints(1, 65_536), "rows of an image in a csv; unset: a square"),
        Setting.unset(
            "standardize",
            new Rule.Flags(),
            "mean 0 and deviation 1, fitted on the training part; unset: for csv only"),
        Setting.real("validation", SHARE, 0.2, "share of the examples that rank the trials"),
        Setting.unset(
            "test", SHARE, "share kept for the winner; unset: none of a csv, t10k files of an idx"),
        Setting.integer("split_seed", 0, Integer.MAX_VALUE, 0, "which examples go where"),
        Setting.unset(
            "limit", new Rule.Ints(1, Integer.MAX_VALUE), "training examples used; unset: all"));
  }

  private static IntStream eachLayer() {
    return IntStream.rangeClosed(1, LAYERS);
  }
}
