package dev.rungs.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people. */
final class Numbers {

  private Numbers() {}

  /** Returns up to six significant digits: 0.1, 27, 1e-05, 1.5e+07. */
  static String compact(double number) {
    if (number == 0) {
      return "0";
    }
    double size = Math.abs(number);
    BigDecimal short6 = new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros();
    if (size >= 1e-3 && size < 1e6) {
      return short6.toPlainString();
    }
    int exponent = short6.precision() - short6.scale() - 1;
    String sign = exponent < 0 ? "-" : "+";
    return short6.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
        + "e"
        + sign
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
