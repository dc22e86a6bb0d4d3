package dev.rungs.space;

import java.math.BigDecimal;

/** One value of a parameter or a setting. */
public sealed interface Value {

  /** A real number; never NaN or infinite. */
  record Real(double number) implements Value {

    public Real {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("value is " + number + ", must be finite");
      }
      number += 0.0; // -0.0 and 0.0 are one value
    }

    @Override
    public String toString() {
      return Double.toString(number);
    }
  }

  /** A whole number. */
  record Int(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** A word, such as the name of an optimizer. */
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Yes or no. */
  record Flag(boolean on) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(on);
    }
  }

  /** Returns the value as a plain Java object: Double, Long, String or Boolean. */
  default Object plain() {
    if (this instanceof Real real) {
      return real.number();
    }
    if (this instanceof Int whole) {
      return whole.number();
    }
    if (this instanceof Flag flag) {
      return flag.on();
    }
    return toString();
  }

  /**
   * Returns the value of a plain Java object: a {@code double}, {@code float} or {@link BigDecimal}
   * is a real number, as it prints; any other {@link Number} of the JDK a whole one; a {@link
   * Boolean} a flag; a {@link CharSequence} or enum constant a text.
   *
   * @throws IllegalArgumentException for any other class, and for a number too large
   */
  static Value of(Object plain) {
    if (plain instanceof Value value) {
      return value;
    }
    if (plain instanceof Double || plain instanceof Float || plain instanceof BigDecimal) {
      return new Real(Double.parseDouble(plain.toString()));
    }
    if (plain instanceof Number) {
      return whole(plain.toString());
    }
    if (plain instanceof Boolean on) {
      return new Flag(on);
    }
    if (plain instanceof CharSequence || plain instanceof Enum<?>) {
      return new Text(plain.toString());
    }
    throw new IllegalArgumentException(
        "value is a " + plain.getClass().getName() + ", must be a number, text or boolean");
  }

  private static Int whole(String digits) {
    try {
      return new Int(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "value is " + digits + ", must be a whole number of 64 bits", e);
    }
  }
}
