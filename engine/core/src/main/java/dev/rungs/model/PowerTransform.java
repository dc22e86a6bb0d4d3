package dev.rungs.model;

import java.util.Arrays;

/**
 * The transform of Yeo and Johnson 2000, which makes lopsided numbers more nearly normal: equation
 * 2.1. It leaves their order as it is, and with exponent 1 the numbers too.
 *
 * @param exponent the paper's λ, in [-2, 2]
 */
record PowerTransform(double exponent) {

  static final PowerTransform NONE = new PowerTransform(1);

  private static final double MOST = 2;
  private static final double STEP = 0.125;

  /** Returns the one under which some numbers are likeliest to be normal, to an eighth. */
  static PowerTransform likeliest(double[] numbers) {
    PowerTransform likeliest = NONE;
    double highest = NONE.logLikelihood(numbers);
    for (double exponent = -MOST; exponent <= MOST; exponent += STEP) {
      var next = new PowerTransform(exponent);
      double likelihood = next.logLikelihood(numbers);
      if (likelihood > highest) {
        highest = likelihood;
        likeliest = next;
      }
    }
    return likeliest;
  }

  double[] of(double[] numbers) {
    return Arrays.stream(numbers).map(this::of).toArray();
  }

  private double of(double number) {
    return number >= 0 ? power(number, exponent) : -power(-number, 2 - exponent);
  }

  private static double power(double number, double exponent) {
    double log = StrictMath.log1p(number);
    return exponent == 0 ? log : StrictMath.expm1(exponent * log) / exponent;
  }

  /** Returns the sum of the logarithms of the slopes at some numbers. */
  double logSlope(double[] numbers) {
    return (exponent - 1)
        * Arrays.stream(numbers).map(x -> Math.signum(x) * StrictMath.log1p(Math.abs(x))).sum();
  }

  /** Returns the logarithm of the likelihood, but for a constant: the paper's section 3. */
  private double logLikelihood(double[] numbers) {
    double deviation = Standard.deviation(of(numbers));
    return logSlope(numbers)
        - numbers.length * StrictMath.log(Math.max(Double.MIN_NORMAL, deviation));
  }
}
