package dev.rungs.dl4j;

/** The trainer {@code dl4j-cnn}: convolutional networks for grey images. */
public final class CnnProvider extends Dl4jProvider {

  public CnnProvider() {
    super(Settings.CNN);
  }

  /**
   * @throws IllegalArgumentException if the examples are no images
   */
  @Override
  void check(LabelledData examples) {
    if (examples.height() == 1) {
      throw new IllegalArgumentException(
          "height is unset, must be given for dl4j-cnn: "
              + examples.width()
              + " inputs make no square image");
    }
  }
}
