package dev.rungs.sample;

/** {@code gp} with hyperparameters drawn as probable as they are: slower, so asked less often. */
class MarginalGpTest implements LearnerContract {

  @Override
  public Sampler sampler() {
    return new GpSampler(10, 40, false, GpSampler.Hyperparameters.MARGINAL);
  }

  @Override
  public int trials() {
    return 30;
  }
}
