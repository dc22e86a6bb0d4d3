package dev.rungs.space;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One dimension of a search space.
 *
 * <p>Each maps the unit interval onto its values and back. A parameter with finitely many values
 * gives each an equal share of the interval (on a logarithmic scale a share in proportion to the
 * value's logarithmic width) and maps a value back to the middle of its share.
 */
public sealed interface Parameter {

  /** The name, unique in its space. */
  String name();

  /** When the parameter takes part. */
  Condition when();

  /** Returns this parameter under another condition. */
  Parameter when(Condition condition);

  /** Returns the value at {@code unit} in [0, 1]; values outside are clamped. */
  Value at(double unit);

  /** Returns where in [0, 1] an allowed value lies. */
  double unit(Value value);

  /** Returns how many values there are; empty if the range is continuous. */
  Optional<BigInteger> size();

  /**
   * Returns value number {@code index} of a finite parameter, from 0, lowest or first declared
   * first.
   *
   * @throws IllegalStateException if the range is continuous
   */
  Value value(long index);

  /** Returns why {@code value} is not one of this parameter's, in the form "must be ...". */
  Optional<String> problem(Value value);

  /** Returns the range or the options, for people. */
  String range();

  /** A real number in {@code [low, high]}. */
  static Real real(String name, double low, double high) {
    return new Real(name, low, high, Scale.LINEAR, 0, Condition.ALWAYS);
  }

  /** A whole number in {@code [low, high]}, both ends included. */
  static Int integer(String name, long low, long high) {
    return new Int(name, low, high, Scale.LINEAR, 1, Condition.ALWAYS);
  }

  /** A power of two in {@code [low, high]}, both powers of two themselves. */
  static PowerOfTwo powerOfTwo(String name, long low, long high) {
    return new PowerOfTwo(name, low, high, Condition.ALWAYS);
  }

  /** One of some options without order. */
  static Choice choice(String name, Object... options) {
    return new Choice(name, values(options), Condition.ALWAYS);
  }

  /** One of some options in a meaningful order. */
  static Ordinal ordinal(String name, Object... options) {
    return new Ordinal(name, values(options), Condition.ALWAYS);
  }

  /** A value that does not vary. */
  static Constant constant(String name, Object value) {
    return new Constant(name, Value.of(value), Condition.ALWAYS);
  }

  /** Returns this parameter, taking part only if {@code parameter} has one of these values. */
  default Parameter onlyIf(String parameter, Object... anyOf) {
    return when(new Condition.When(parameter, values(anyOf)));
  }

  private static List<Value> values(Object... plain) {
    return Arrays.stream(plain).map(Value::of).toList();
  }

  /**
   * A real number.
   *
   * @param step the distance of neighbouring values, counted from {@code low}; 0 for a continuous
   *     range
   */
  record Real(String name, double low, double high, Scale scale, double step, Condition when)
      implements Parameter {

    public Real {
      Checks.name(name);
      Checks.that(Double.isFinite(low), name, "low is " + low + ", must be finite");
      Checks.that(Double.isFinite(high), name, "high is " + high + ", must be finite");
      Checks.that(low <= high, name, "low is " + low + ", must be <= high (" + high + ")");
      Checks.that(step >= 0, name, "step is " + step + ", must be > 0");
      Checks.that(
          scale == Scale.LINEAR || low > 0, name, "low is " + low + ", must be > 0 on a log scale");
      Checks.that(
          scale == Scale.LINEAR || step == 0, name, "step is " + step + ", needs a linear scale");
      low += 0.0;
      high += 0.0;
    }

    /** Returns this range on a logarithmic scale. */
    public Real log() {
      return new Real(name, low, high, Scale.LOG, step, when);
    }

    /** Returns this range with values {@code step} apart, from {@code low}. */
    public Real step(double distance) {
      return new Real(name, low, high, scale, distance, when);
    }

    @Override
    public Real when(Condition condition) {
      return new Real(name, low, high, scale, step, condition);
    }

    @Override
    public Value at(double unit) {
      double u = Checks.clamp(unit);
      if (step > 0) {
        return value(Checks.share(u, steps()));
      }
      double number =
          scale == Scale.LOG
              ? StrictMath.exp(
                  StrictMath.log(low) + u * (StrictMath.log(high) - StrictMath.log(low)))
              : low + u * (high - low);
      return new Value.Real(Math.min(high, Math.max(low, number)));
    }

    @Override
    public double unit(Value value) {
      double number = ((Number) value.plain()).doubleValue();
      if (step > 0) {
        return (Math.rint((number - low) / step) + 0.5) / steps();
      }
      if (low == high) {
        return 0.5;
      }
      return scale == Scale.LOG
          ? (StrictMath.log(number) - StrictMath.log(low))
              / (StrictMath.log(high) - StrictMath.log(low))
          : (number - low) / (high - low);
    }

    @Override
    public Optional<BigInteger> size() {
      if (low == high) {
        return Optional.of(BigInteger.ONE);
      }
      return step > 0 ? Optional.of(BigInteger.valueOf(steps())) : Optional.empty();
    }

    @Override
    public Value value(long index) {
      if (low == high) {
        return new Value.Real(low);
      }
      if (step == 0) {
        throw new IllegalStateException(name + " is continuous, has no value number " + index);
      }
      // In decimal, so that 0.05 * 3 is 0.15.
      return new Value.Real(
          BigDecimal.valueOf(low)
              .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index)))
              .doubleValue());
    }

    @Override
    public Optional<String> problem(Value value) {
      if (!(value instanceof Value.Real || value instanceof Value.Int)) {
        return Optional.of("must be a number");
      }
      double number = ((Number) value.plain()).doubleValue();
      if (number < low || number > high) {
        return Optional.of("must be in " + range());
      }
      if (step > 0 && !value(Math.round((number - low) / step)).equals(new Value.Real(number))) {
        return Optional.of("must be " + low + " plus a multiple of " + step);
      }
      return Optional.empty();
    }

    @Override
    public String range() {
      return low + " … " + high;
    }

    private long steps() {
      return BigDecimal.valueOf(high)
              .subtract(BigDecimal.valueOf(low))
              .divide(BigDecimal.valueOf(step), 0, RoundingMode.FLOOR)
              .longValueExact()
          + 1;
    }
  }

  /**
   * A whole number.
   *
   * @param step the distance of neighbouring values, counted from {@code low}; 1 on a log scale
   */
  record Int(String name, long low, long high, Scale scale, long step, Condition when)
      implements Parameter {

    public Int {
      Checks.name(name);
      Checks.that(low <= high, name, "low is " + low + ", must be <= high (" + high + ")");
      Checks.that(step >= 1, name, "step is " + step + ", must be >= 1");
      Checks.that(
          Math.abs(low) <= Checks.EXACT && Math.abs(high) <= Checks.EXACT,
          name,
          "the range " + low + " … " + high + " must lie within ±2^53");
      Checks.that(
          scale == Scale.LINEAR || low >= 1,
          name,
          "low is " + low + ", must be >= 1 on a log scale");
      Checks.that(
          scale == Scale.LINEAR || step == 1, name, "step is " + step + ", needs a linear scale");
    }

    /** Returns this range on a logarithmic scale. */
    public Int log() {
      return new Int(name, low, high, Scale.LOG, step, when);
    }

    /** Returns this range with values {@code step} apart, from {@code low}. */
    public Int step(long distance) {
      return new Int(name, low, high, scale, distance, when);
    }

    @Override
    public Int when(Condition condition) {
      return new Int(name, low, high, scale, step, condition);
    }

    @Override
    public Value at(double unit) {
      double u = Checks.clamp(unit);
      if (scale == Scale.LINEAR) {
        return value(Checks.share(u, count()));
      }
      long number = Math.round(StrictMath.exp(logLow() + u * (logHigh() - logLow())));
      return new Value.Int(Math.min(high, Math.max(low, number)));
    }

    @Override
    public double unit(Value value) {
      long number = ((Number) value.plain()).longValue();
      long index = (number - low) / step;
      return scale == Scale.LINEAR
          ? (index + 0.5) / count()
          : (StrictMath.log((double) number) - logLow()) / (logHigh() - logLow());
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(count()));
    }

    @Override
    public Value value(long index) {
      return new Value.Int(low + index * step);
    }

    @Override
    public Optional<String> problem(Value value) {
      if (!(value instanceof Value.Int whole)) {
        return Optional.of("must be a whole number");
      }
      if (whole.number() < low || whole.number() > high) {
        return Optional.of("must be in " + range());
      }
      return (whole.number() - low) % step == 0
          ? Optional.empty()
          : Optional.of("must be " + low + " plus a multiple of " + step);
    }

    @Override
    public String range() {
      return low + " … " + high;
    }

    private long count() {
      return (high - low) / step + 1;
    }

    // Half a step beyond the ends, so that the end values get their full share.
    private double logLow() {
      return StrictMath.log(low - 0.5);
    }

    private double logHigh() {
      return StrictMath.log(high + 0.5);
    }
  }

  /** A power of two; all are equally likely. */
  record PowerOfTwo(String name, long low, long high, Condition when) implements Parameter {

    public PowerOfTwo {
      Checks.name(name);
      Checks.that(Long.bitCount(low) == 1 && low > 0, name, "low is " + low + Checks.POWER);
      Checks.that(Long.bitCount(high) == 1 && high > 0, name, "high is " + high + Checks.POWER);
      Checks.that(low <= high, name, "low is " + low + ", must be <= high (" + high + ")");
    }

    @Override
    public PowerOfTwo when(Condition condition) {
      return new PowerOfTwo(name, low, high, condition);
    }

    @Override
    public Value at(double unit) {
      return value(Checks.share(Checks.clamp(unit), count()));
    }

    @Override
    public double unit(Value value) {
      long number = ((Number) value.plain()).longValue();
      int index = Long.numberOfTrailingZeros(number) - Long.numberOfTrailingZeros(low);
      return (index + 0.5) / count();
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(count()));
    }

    @Override
    public Value value(long index) {
      return new Value.Int(low << index);
    }

    @Override
    public Optional<String> problem(Value value) {
      return value instanceof Value.Int whole
              && Long.bitCount(whole.number()) == 1
              && whole.number() >= low
              && whole.number() <= high
          ? Optional.empty()
          : Optional.of("must be a power of two in " + range());
    }

    @Override
    public String range() {
      return low + " … " + high;
    }

    private int count() {
      return Long.numberOfTrailingZeros(high) - Long.numberOfTrailingZeros(low) + 1;
    }
  }

  /** One of some options without order. */
  record Choice(String name, List<Value> options, Condition when) implements Parameter {

    public Choice {
      options = List.copyOf(options);
      Checks.options(name, options);
    }

    @Override
    public Choice when(Condition condition) {
      return new Choice(name, options, condition);
    }

    @Override
    public Value at(double unit) {
      return value(Checks.share(Checks.clamp(unit), options.size()));
    }

    @Override
    public double unit(Value value) {
      return (options.indexOf(value) + 0.5) / options.size();
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(options.size()));
    }

    @Override
    public Value value(long index) {
      return options.get((int) index);
    }

    @Override
    public Optional<String> problem(Value value) {
      return options.contains(value) ? Optional.empty() : Optional.of("must be one of " + options);
    }

    @Override
    public String range() {
      return Checks.join(options, " | ");
    }
  }

  /** One of some options in a meaningful order; samplers may treat neighbours as alike. */
  record Ordinal(String name, List<Value> options, Condition when) implements Parameter {

    public Ordinal {
      options = List.copyOf(options);
      Checks.options(name, options);
    }

    @Override
    public Ordinal when(Condition condition) {
      return new Ordinal(name, options, condition);
    }

    @Override
    public Value at(double unit) {
      return value(Checks.share(Checks.clamp(unit), options.size()));
    }

    @Override
    public double unit(Value value) {
      return (options.indexOf(value) + 0.5) / options.size();
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(options.size()));
    }

    @Override
    public Value value(long index) {
      return options.get((int) index);
    }

    @Override
    public Optional<String> problem(Value value) {
      return options.contains(value) ? Optional.empty() : Optional.of("must be one of " + options);
    }

    @Override
    public String range() {
      return Checks.join(options, " < ");
    }
  }

  /** A value that does not vary. */
  record Constant(String name, Value value, Condition when) implements Parameter {

    public Constant {
      Checks.name(name);
    }

    @Override
    public Constant when(Condition condition) {
      return new Constant(name, value, condition);
    }

    @Override
    public Value at(double unit) {
      return value;
    }

    @Override
    public double unit(Value ignored) {
      return 0.5;
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.ONE);
    }

    @Override
    public Value value(long index) {
      return value;
    }

    @Override
    public Optional<String> problem(Value other) {
      return value.equals(other) ? Optional.empty() : Optional.of("must be " + value);
    }

    @Override
    public String range() {
      return value.toString();
    }
  }
}
