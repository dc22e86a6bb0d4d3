package dev.rungs.dl4j;

/** The trainer {@code dl4j-mlp}: multilayer perceptrons for tables and images. */
public final class MlpProvider extends Dl4jProvider {

  public MlpProvider() {
    super(Settings.MLP);
  }
}
