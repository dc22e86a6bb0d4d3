package dev.rungs.dl4j;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds DL4J's configuration of a plan: one use, one network.
 *
 * <p>A hidden layer is weights, batch normalisation if asked for, activation. DL4J drops a layer's
 * inputs and asks for the probability to retain: the dropout of a hidden layer's activations stands
 * at the layer above, as {@code 1 - dropout}. Penalties are set on each layer; set on the network,
 * DL4J would apply weight decay twice.
 */
final class Networks {

  private final NetworkPlan plan;
  private final ListBuilder layers;
  private int built;

  private Networks(NetworkPlan plan, long seed) {
    this.plan = plan;
    layers = new NeuralNetConfiguration.Builder().seed(seed).list();
  }

  /**
   * Returns the configuration.
   *
   * @param height rows of the image that an example is
   * @param seed decides the first weights
   */
  static MultiLayerConfiguration of(
      NetworkPlan plan, int width, int height, int classes, long seed) {
    var networks = new Networks(plan, seed);
    if (plan instanceof NetworkPlan.Cnn cnn) {
      networks.convolutions(cnn);
      networks.layers.setInputType(InputType.convolutionalFlat(height, width / height, 1));
    } else {
      ((NetworkPlan.Mlp) plan).widths().forEach(networks::dense);
      networks.layers.setInputType(InputType.feedForward(width));
    }
    networks.output(classes);
    return networks.layers.build();
  }

  private void convolutions(NetworkPlan.Cnn cnn) {
    for (int filters : cnn.filters()) {
      var layer =
          new ConvolutionLayer.Builder(cnn.kernel(), cnn.kernel())
              .convolutionMode(ConvolutionMode.Same)
              .nOut(filters);
      double dropout = built == 0 ? plan.cell().inputDropout() : 0;
      hidden(layer.hasBias(!plan.cell().batchNorm()), dropout);
      pool(cnn.pooling());
    }
    if (cnn.dense() > 0) {
      dense(cnn.dense());
    }
  }

  private void pool(NetworkPlan.Cnn.Pooling pooling) {
    if (pooling != NetworkPlan.Cnn.Pooling.NONE) {
      var type =
          pooling == NetworkPlan.Cnn.Pooling.MAX
              ? SubsamplingLayer.PoolingType.MAX
              : SubsamplingLayer.PoolingType.AVG;
      layers.layer(
          new SubsamplingLayer.Builder(type, new int[] {2, 2}, new int[] {2, 2})
              .convolutionMode(ConvolutionMode.Same)
              .build());
    }
  }

  private void dense(int units) {
    var layer = new DenseLayer.Builder().nOut(units).hasBias(!plan.cell().batchNorm());
    hidden(layer, dropoutBelow());
  }

  private void hidden(FeedForwardLayer.Builder<?> layer, double dropout) {
    NetworkPlan.Cell cell = plan.cell();
    Activation activation = Activation.fromString(cell.activation());
    IUpdater updater = updater(plan.training().layerScales().get(built++));
    layers.layer(
        weights(layer, updater, dropout)
            .activation(cell.batchNorm() ? Activation.IDENTITY : activation)
            .build());
    if (cell.batchNorm()) {
      layers.layer(new BatchNormalization.Builder().updater(updater).build());
      layers.layer(new ActivationLayer.Builder().activation(activation).build());
    }
  }

  private void output(int classes) {
    var layer =
        new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(classes);
    IUpdater updater = updater(plan.training().outputScale());
    layers.layer(weights(layer, updater, dropoutBelow()).build());
  }

  private double dropoutBelow() {
    return built == 0 ? plan.cell().inputDropout() : plan.cell().dropout();
  }

  private IUpdater updater(double scale) {
    Training training = plan.training();
    return Updaters.of(
        training.optimizer(), new EpochRate(training.rate() * scale, training.schedule()));
  }

  private FeedForwardLayer.Builder<?> weights(
      FeedForwardLayer.Builder<?> layer, IUpdater updater, double dropout) {
    Training training = plan.training();
    layer.updater(updater).biasUpdater(updater);
    start(layer);
    if (dropout > 0) {
      layer.dropOut(1 - dropout);
    }
    if (training.l1() > 0) {
      layer.l1(training.l1());
    }
    if (training.l2() > 0) {
      layer.l2(training.l2());
    }
    if (training.weightDecay() > 0) {
      layer.weightDecay(training.weightDecay());
    }
    return layer;
  }

  private void start(FeedForwardLayer.Builder<?> layer) {
    if (plan.cell().init() instanceof NetworkPlan.Init.Normal normal) {
      layer.weightInit(new NormalDistribution(0, normal.deviation()));
    } else if (plan.cell().init() instanceof NetworkPlan.Init.Xavier) {
      layer.weightInit(WeightInit.XAVIER);
    } else {
      layer.weightInit(WeightInit.RELU);
    }
  }
}
