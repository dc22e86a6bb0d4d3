package dev.rungs.dl4j;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A layer's learning rate as DL4J asks for it: {@code rate * schedule.factor(epoch + 1)}, since
 * DL4J counts epochs from 0. Never written to a file.
 */
record EpochRate(double rate, RateSchedule schedule) implements ISchedule {

  static final RateSchedule CONSTANT = new RateSchedule(0, new RateSchedule.Shape.Constant());

  @Override
  public double valueAt(int iteration, int epoch) {
    return rate * schedule.factor(epoch + 1);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
