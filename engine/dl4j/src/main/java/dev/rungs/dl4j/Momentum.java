package dev.rungs.dl4j;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Classical momentum, which DL4J lacks: {@code v = momentum * v - rate * g; w += v} (Sutskever et
 * al. 2013, equations 1 and 2). The velocity holds the rates of its own time, so a falling schedule
 * brakes smoothly.
 */
final class Momentum implements IUpdater {

  private static final long serialVersionUID = 1;

  private final double momentum;
  private ISchedule rate;

  Momentum(double momentum, ISchedule rate) {
    this.momentum = momentum;
    this.rate = rate;
  }

  double momentum() {
    return momentum;
  }

  @Override
  public long stateSize(long numParams) {
    return numParams;
  }

  @Override
  public Velocity instantiate(INDArray viewArray, boolean initializeViewArray) {
    INDArray flat = viewArray.reshape(viewArray.length());
    var velocity = new Velocity(this, flat);
    velocity.setStateViewArray(flat, flat.shape(), flat.ordering(), initializeViewArray);
    return velocity;
  }

  @Override
  public Velocity instantiate(Map<String, INDArray> updaterState, boolean initializeStateArrays) {
    return new Velocity(this, Objects.requireNonNull(updaterState.get(Velocity.NAME)));
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return rate.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double lr, @Nullable ISchedule lrSchedule) {
    rate = lrSchedule == null ? new EpochRate(lr, EpochRate.CONSTANT) : lrSchedule;
  }

  @Override
  public IUpdater clone() {
    return new Momentum(momentum, rate.clone());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Momentum same && momentum == same.momentum && rate.equals(same.rate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(momentum, rate);
  }

  /** The velocity of one block of parameters: minus the step taken last. */
  static final class Velocity implements GradientUpdater<Momentum> {

    static final String NAME = "V";

    private final Momentum config;
    private INDArray velocity;

    private Velocity(Momentum config, INDArray velocity) {
      this.config = config;
      this.velocity = velocity;
    }

    @Override
    public Momentum getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
      velocity = Objects.requireNonNull(stateMap.get(NAME));
    }

    @Override
    public Map<String, INDArray> getState() {
      return Map.of(NAME, velocity);
    }

    @Override
    public void setStateViewArray(
        INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
      if (initialize) {
        viewArray.assign(0);
      }
      velocity = viewArray.reshape(gradientOrder, gradientShape);
    }

    /** Turns the gradient into what DL4J subtracts from the parameters. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      gradient.muli(config.getLearningRate(iteration, epoch));
      velocity.muli(config.momentum).addi(gradient);
      gradient.assign(velocity);
    }
  }
}
