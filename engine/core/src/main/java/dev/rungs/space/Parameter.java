package dev.rungs.space;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
   * @throws IndexOutOfBoundsException if there is no such value
   */
  Value value(long index);

  /**
   * Returns the number of an allowed value of a finite parameter: the inverse of {@link
   * #value(long)}.
   *
   * @throws IllegalStateException if the range is continuous
   */
  long index(Value value);

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
   * @param step the distance of neighbouring values, counted from {@code low} in decimal, so that 3
   *     steps of 0.05 are 0.15; 0 for a continuous range
   */
  record Real(String name, double low, double high, Scale scale, double step, Condition when)
      implements Parameter {

    public Real {
      Checks.name(name);
      Checks.that(Double.isFinite(low), name, "low is " + low + ", must be finite");
      Checks.that(Double.isFinite(high), name, "high is " + high + ", must be finite");
      Checks.that(low <= high, name, "low is " + low + ", must be <= high (" + high + ")");
      Checks.that(
          Double.isFinite(high - low),
          name,
          "high - low is " + (high - low) + ", must be finite (" + low + " … " + high + ")");
      Checks.that(
          step >= 0 && Double.isFinite(step),
          name,
          "step is " + step + ", must be finite and >= 0");
      Checks.that(
          scale == Scale.LINEAR || low > 0, name, "low is " + low + ", must be > 0 on a log scale");
      Checks.that(
          scale == Scale.LINEAR || step == 0,
          name,
          "step is " + step + ", must be 0 on a log scale");
      // -0.0 and 0.0 are one value.
      low += 0.0;
      high += 0.0;
      step += 0.0;
      if (step > 0) {
        checkStep(name, low, high, step);
      }
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
        return nth(Checks.share(u, steps()));
      }
      // Not computed: rounding would miss the ends.
      if (u == 0 || u == 1) {
        return new Value.Real(u == 0 ? low : high);
      }
      double number =
          scale == Scale.LOG ? StrictMath.exp(logLow() + u * logWidth()) : low + u * (high - low);
      return new Value.Real(Math.min(high, Math.max(low, number)));
    }

    @Override
    public double unit(Value value) {
      if (step > 0) {
        return (index(value) + 0.5) / steps();
      }
      double number = number(value);
      double from = scale == Scale.LOG ? StrictMath.log(number) - logLow() : number - low;
      double width = scale == Scale.LOG ? logWidth() : high - low;
      return width == 0 ? 0.5 : from / width;
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
      requireFinite();
      return nth(Objects.checkIndex(index, step > 0 ? steps() : 1));
    }

    @Override
    public long index(Value value) {
      requireFinite();
      return step > 0 ? stepsTo(number(value), low, step, RoundingMode.HALF_EVEN) : 0;
    }

    @Override
    public Optional<String> problem(Value value) {
      if (!(value instanceof Value.Real || value instanceof Value.Int)) {
        return Optional.of("must be a number");
      }
      double number = number(value);
      if (number < low || number > high) {
        return Optional.of("must be in " + range());
      }
      return step == 0 || isStep(number)
          ? Optional.empty()
          : Optional.of("must be " + low + " plus a multiple of " + step);
    }

    @Override
    public String range() {
      return low + " … " + high;
    }

    private boolean isStep(double number) {
      long index = stepsTo(number, low, step, RoundingMode.HALF_EVEN);
      return index < steps() && nth(index).equals(new Value.Real(number));
    }

    private Value nth(long index) {
      BigDecimal distance = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index));
      return new Value.Real(BigDecimal.valueOf(low).add(distance).doubleValue());
    }

    private void requireFinite() {
      if (step == 0 && low < high) {
        throw new IllegalStateException(name + " is continuous, must be finite to number values");
      }
    }

    private long steps() {
      return stepsTo(high, low, step, RoundingMode.FLOOR) + 1;
    }

    private double logLow() {
      return StrictMath.log(low);
    }

    private double logWidth() {
      return StrictMath.log(high) - StrictMath.log(low);
    }

    private static void checkStep(String name, double low, double high, double step) {
      // Closer values could round to the same double.
      double closest = 2 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
      Checks.that(
          step >= closest,
          name,
          "step is " + step + ", must be >= " + closest + " in " + low + " … " + high);
      Checks.count(name, stepsTo(high, low, step, RoundingMode.FLOOR) + 1);
    }

    private static double number(Value value) {
      return ((Number) value.plain()).doubleValue();
    }

    // In decimal, see step.
    private static long stepsTo(double number, double low, double step, RoundingMode rounding) {
      return BigDecimal.valueOf(number)
          .subtract(BigDecimal.valueOf(low))
          .divide(BigDecimal.valueOf(step), 0, rounding)
          .longValueExact();
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
      Checks.that(low >= -Checks.EXACT, name, "low is " + low + ", must be >= -2^53");
      Checks.that(high <= Checks.EXACT, name, "high is " + high + ", must be <= 2^53");
      Checks.that(
          scale == Scale.LINEAR || low >= 1,
          name,
          "low is " + low + ", must be >= 1 on a log scale");
      Checks.that(
          scale == Scale.LINEAR || step == 1,
          name,
          "step is " + step + ", must be 1 on a log scale");
      Checks.that(
          scale == Scale.LINEAR || high <= Checks.LOG_EXACT,
          name,
          "high is " + high + ", must be <= 2^40 on a log scale");
      Checks.count(name, (high - low) / step + 1);
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
      double width = logEdge(high) - logEdge(low - 1);
      long number = Math.round(StrictMath.exp(logEdge(low - 1) + u * width));
      return new Value.Int(Math.min(high, Math.max(low, number)));
    }

    @Override
    public double unit(Value value) {
      if (scale == Scale.LINEAR) {
        return (index(value) + 0.5) / count();
      }
      long number = low + index(value);
      double middle = (logEdge(number - 1) + logEdge(number)) / 2;
      return (middle - logEdge(low - 1)) / (logEdge(high) - logEdge(low - 1));
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(count()));
    }

    @Override
    public Value value(long index) {
      return new Value.Int(low + Objects.checkIndex(index, count()) * step);
    }

    @Override
    public long index(Value value) {
      return (((Number) value.plain()).longValue() - low) / step;
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

    // The share of n ends half way to n + 1, so that the end values get their full share.
    private static double logEdge(long number) {
      return StrictMath.log(number + 0.5);
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
      return (index(value) + 0.5) / count();
    }

    @Override
    public Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(count()));
    }

    @Override
    public Value value(long index) {
      return new Value.Int(low << Objects.checkIndex(index, count()));
    }

    @Override
    public long index(Value value) {
      long number = ((Number) value.plain()).longValue();
      return count(low, number) - 1L;
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
      return count(low, high);
    }

    private static int count(long from, long to) {
      return Long.numberOfTrailingZeros(to) - Long.numberOfTrailingZeros(from) + 1;
    }
  }

  /** One of some options. */
  sealed interface Listed extends Parameter {

    /** The options, at least one and each once. */
    List<Value> options();

    @Override
    default Value at(double unit) {
      return value(Checks.share(Checks.clamp(unit), options().size()));
    }

    @Override
    default double unit(Value value) {
      return (index(value) + 0.5) / options().size();
    }

    @Override
    default Optional<BigInteger> size() {
      return Optional.of(BigInteger.valueOf(options().size()));
    }

    @Override
    default Value value(long index) {
      return options().get((int) Objects.checkIndex(index, (long) options().size()));
    }

    @Override
    default long index(Value value) {
      return options().indexOf(value);
    }

    @Override
    default Optional<String> problem(Value value) {
      return options().contains(value)
          ? Optional.empty()
          : Optional.of("must be one of " + options());
    }
  }

  /** One of some options without order. */
  record Choice(String name, List<Value> options, Condition when) implements Listed {

    public Choice {
      options = List.copyOf(options);
      Checks.options(name, options);
    }

    @Override
    public Choice when(Condition condition) {
      return new Choice(name, options, condition);
    }

    @Override
    public String range() {
      return Checks.join(options, " | ");
    }
  }

  /** One of some options in a meaningful order; samplers may treat neighbours as alike. */
  record Ordinal(String name, List<Value> options, Condition when) implements Listed {

    public Ordinal {
      options = List.copyOf(options);
      Checks.options(name, options);
    }

    @Override
    public Ordinal when(Condition condition) {
      return new Ordinal(name, options, condition);
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
      Objects.checkIndex(index, 1);
      return value;
    }

    @Override
    public long index(Value ignored) {
      return 0;
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
