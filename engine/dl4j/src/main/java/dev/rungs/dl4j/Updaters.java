package dev.rungs.dl4j;

import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** DL4J's form of an {@link Optimizer}. */
final class Updaters {

  private Updaters() {}

  static IUpdater of(Optimizer optimizer, ISchedule rate) {
    if (optimizer instanceof Optimizer.Momentum classical) {
      return new Momentum(classical.momentum(), rate);
    }
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      return new Nesterovs(rate, nesterov.momentum());
    }
    if (optimizer instanceof Optimizer.AdaGrad adagrad) {
      return AdaGrad.builder().learningRateSchedule(rate).epsilon(adagrad.epsilon()).build();
    }
    if (optimizer instanceof Optimizer.AdaDelta adadelta) {
      return new AdaDelta(adadelta.rho(), adadelta.epsilon());
    }
    if (optimizer instanceof Optimizer.RmsProp rmsprop) {
      return RmsProp.builder()
          .learningRateSchedule(rate)
          .rmsDecay(rmsprop.rho())
          .epsilon(rmsprop.epsilon())
          .build();
    }
    return optimizer instanceof Optimizer.Adam adam ? adam(adam, rate) : new Sgd(rate);
  }

  private static IUpdater adam(Optimizer.Adam adam, ISchedule rate) {
    return switch (adam.variant()) {
      case ADAM ->
          Adam.builder()
              .learningRateSchedule(rate)
              .beta1(adam.beta1())
              .beta2(adam.beta2())
              .epsilon(adam.epsilon())
              .build();
      case AMSGRAD ->
          AMSGrad.builder()
              .learningRateSchedule(rate)
              .beta1(adam.beta1())
              .beta2(adam.beta2())
              .epsilon(adam.epsilon())
              .build();
      case NADAM ->
          Nadam.builder()
              .learningRateSchedule(rate)
              .beta1(adam.beta1())
              .beta2(adam.beta2())
              .epsilon(adam.epsilon())
              .build();
    };
  }

  /**
   * Returns an updater of DL4J's own with a rate that stays, for a file that any program can read.
   * Classical momentum becomes {@link Nesterovs} with the same constants.
   */
  static IUpdater portable(IUpdater updater, double rate) {
    IUpdater plain =
        updater instanceof Momentum classical
            ? new Nesterovs(rate, classical.momentum())
            : updater.clone();
    if (plain.hasLearningRate()) {
      plain.setLrAndSchedule(rate, null);
    }
    return plain;
  }
}
