package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import java.util.List;

/** A rule that turns gradients into steps, with its constants; the rate is not among them. */
sealed interface Optimizer {

  /** The words of {@code optimizer}; the first is the default. */
  List<String> WORDS =
      List.of(
          "adam",
          "sgd",
          "momentum",
          "nesterov",
          "adagrad",
          "adadelta",
          "rmsprop",
          "amsgrad",
          "nadam");

  /** {@code w -= rate * g}. */
  record Sgd() implements Optimizer {}

  /** Classical momentum: {@code v = momentum * v - rate * g; w += v}. */
  record Momentum(double momentum) implements Optimizer {}

  /** Momentum with a look-ahead gradient, in DL4J's form. */
  record Nesterov(double momentum) implements Optimizer {}

  /** Duchi et al. 2011. */
  record AdaGrad(double epsilon) implements Optimizer {}

  /** Zeiler 2012: it has no rate, so {@code lr} and its schedule have no effect. */
  record AdaDelta(double rho, double epsilon) implements Optimizer {}

  /** Tieleman and Hinton 2012. */
  record RmsProp(double rho, double epsilon) implements Optimizer {}

  /** Kingma and Ba 2015, or one of its two kin. */
  record Adam(Variant variant, double beta1, double beta2, double epsilon) implements Optimizer {

    enum Variant {
      ADAM,
      AMSGRAD,
      NADAM
    }
  }

  /** Reads {@code optimizer} and the constants that it uses; the others are ignored. */
  static Optimizer of(Configuration given) {
    return switch (given.text("optimizer")) {
      case "sgd" -> new Sgd();
      case "momentum" -> new Momentum(given.real("momentum"));
      case "nesterov" -> new Nesterov(given.real("momentum"));
      case "adagrad" -> new AdaGrad(or(given, "epsilon", 1e-6));
      case "adadelta" -> new AdaDelta(or(given, "rho", 0.95), or(given, "epsilon", 1e-6));
      case "rmsprop" -> new RmsProp(or(given, "rho", 0.95), or(given, "epsilon", 1e-8));
      case "amsgrad" -> adam(Adam.Variant.AMSGRAD, given);
      case "nadam" -> adam(Adam.Variant.NADAM, given);
      default -> adam(Adam.Variant.ADAM, given);
    };
  }

  private static Adam adam(Adam.Variant variant, Configuration given) {
    return new Adam(variant, given.real("beta1"), given.real("beta2"), or(given, "epsilon", 1e-8));
  }

  private static double or(Configuration given, String name, double fallback) {
    return given.has(name) ? given.real(name) : fallback;
  }
}
