package dev.rungs.space;

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
   * Returns the value of a plain Java object: any {@link Number}, {@link Boolean}, {@link
   * CharSequence} or enum constant.
   *
   * @throws IllegalArgumentException for any other class
   */
  static Value of(Object plain) {
    if (plain instanceof Value value) {
      return value;
    }
    if (plain instanceof Double || plain instanceof Float) {
      return new Real(((Number) plain).doubleValue());
    }
    if (plain instanceof Number number) {
      return new Int(number.longValue());
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
}
