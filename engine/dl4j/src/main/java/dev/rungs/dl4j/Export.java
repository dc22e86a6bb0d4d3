package dev.rungs.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network for its users: {@code model.zip}, which any DL4J program reads with {@code
 * ModelSerializer.restoreMultiLayerNetwork}, and {@code preprocessing.json}, which says how to make
 * its inputs and read its outputs.
 *
 * <p>The zip is meant for predicting: it holds no optimizer state, and each layer's optimizer with
 * the rate of the last epoch, classical momentum as DL4J's Nesterovs.
 */
final class Export {

  private Export() {}

  static void write(MultiLayerNetwork network, LabelledData data, Path directory)
      throws IOException {
    var portable = new MultiLayerNetwork(portable(network));
    portable.init(network.params(), true);
    try {
      ModelSerializer.writeModel(portable, directory.resolve("model.zip").toFile(), false);
    } finally {
      portable.params().close();
    }
    Files.writeString(directory.resolve("preprocessing.json"), preprocessing(data));
  }

  private static MultiLayerConfiguration portable(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    int epoch = Math.max(0, network.getEpochCount() - 1);
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer() instanceof BaseLayer weights && weights.getIUpdater() != null) {
        IUpdater updater = weights.getIUpdater();
        IUpdater plain = Updaters.portable(updater, updater.getLearningRate(0, epoch));
        weights.setIUpdater(plain);
        weights.setBiasUpdater(plain);
      }
    }
    return configuration;
  }

  private static String preprocessing(LabelledData data) {
    return """
        {
          "formula": "(input - mean) / deviation",
          "inputs": %s,
          "mean": %s,
          "deviation": %s,
          "classes": %s
        }
        """
        .formatted(
            texts(data.names()),
            Arrays.toString(data.scaling().mean()),
            Arrays.toString(data.scaling().deviation()),
            texts(data.classes()));
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(Export::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c == '"' || c == '\\'
                    ? "\\" + (char) c
                    : c < ' ' ? String.format(Locale.ROOT, "\\u%04x", c) : String.valueOf((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
