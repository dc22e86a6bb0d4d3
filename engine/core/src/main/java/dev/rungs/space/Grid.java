package dev.rungs.space;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The configurations of a space whose continuous ranges are cut into points, numbered from 0.
 *
 * <p>Each configuration has one number: a parameter that does not take part does not multiply. The
 * last declared parameter varies fastest. A point is computed from its number, so a grid of any
 * size takes no memory and no time to start. Exact, but for ranges so narrow that neighbouring
 * points are the same double.
 *
 * <p>Constraints take no number away: whether they allow a point is the space's to say.
 *
 * <p>Immutable; safe to read from any thread.
 */
public final class Grid {

  // A condition names one parameter, so conditions form a forest: each root is an axis of its own,
  // and below a value hang the axes of the parameters that take part because of it. Sizes add over
  // the values of an axis and multiply over axes that hang together.

  private final SearchSpace space;
  private final long points;
  private final List<Axis> roots;

  /** A parameter with everything that depends on it. */
  private record Axis(Parameter parameter, List<Fork> forks, BigInteger size) {}

  /** A value of an axis, by its level, below which others hang. */
  private record Fork(long level, List<Axis> below) {}

  private Grid(SearchSpace space, long points) {
    this.space = space;
    this.points = points;
    this.roots =
        space.parameters().stream()
            .filter(each -> each.when() instanceof Condition.Always)
            .map(this::axis)
            .toList();
  }

  /**
   * Returns the grid of a space.
   *
   * @param points how many points stand for a continuous range, spread evenly on its scale with
   *     both ends among them; the middle of the scale for 1
   */
  public static Grid of(SearchSpace space, long points) {
    if (points < 1) {
      throw new IllegalArgumentException("points is " + points + ", must be >= 1");
    }
    return new Grid(space, points);
  }

  /** Returns how many configurations there are. */
  public BigInteger size() {
    return product(roots);
  }

  /**
   * Returns how many of them keep the space's constraints, counted one by one; of more than {@value
   * Feasibility#DRAWS} all are said to.
   */
  public BigInteger allowed() {
    BigInteger size = size();
    if (space.constraints().isEmpty()
        || size.compareTo(BigInteger.valueOf(Feasibility.DRAWS)) > 0) {
      return size;
    }
    return BigInteger.valueOf(
        LongStream.range(0, size.longValueExact())
            .filter(index -> space.allows(at(BigInteger.valueOf(index))))
            .count());
  }

  /**
   * Returns one configuration, which may break a constraint of the space.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not in [0, size)
   */
  public Configuration at(BigInteger index) {
    if (index.signum() < 0 || index.compareTo(size()) >= 0) {
      throw new IndexOutOfBoundsException("index is " + index + ", must be in [0, " + size() + ")");
    }
    Map<String, Value> chosen = new HashMap<>();
    choose(roots, index, chosen);
    return new Configuration(
        space.parameters().stream()
            .map(Parameter::name)
            .filter(chosen::containsKey)
            .map(name -> new Assignment(name, requireNonNull(chosen.get(name))))
            .toList());
  }

  private void choose(List<Axis> axes, BigInteger index, Map<String, Value> chosen) {
    BigInteger rest = index;
    for (int i = axes.size() - 1; i >= 0; i--) {
      BigInteger[] quotientAndDigit = rest.divideAndRemainder(axes.get(i).size());
      choose(axes.get(i), quotientAndDigit[1], chosen);
      rest = quotientAndDigit[0];
    }
  }

  private void choose(Axis axis, BigInteger digit, Map<String, Value> chosen) {
    long level = 0;
    BigInteger rest = digit;
    for (Fork fork : axis.forks()) {
      BigInteger before = BigInteger.valueOf(fork.level() - level);
      if (rest.compareTo(before) < 0) {
        break;
      }
      rest = rest.subtract(before);
      level = fork.level();
      BigInteger size = product(fork.below());
      if (rest.compareTo(size) < 0) {
        choose(fork.below(), rest, chosen);
        rest = BigInteger.ZERO;
        break;
      }
      rest = rest.subtract(size);
      level++;
    }
    chosen.put(axis.parameter().name(), value(axis.parameter(), level + rest.longValueExact()));
  }

  private Axis axis(Parameter parameter) {
    Map<Long, List<Axis>> below = new TreeMap<>();
    for (Parameter other : space.parameters()) {
      if (other.when() instanceof Condition.When when
          && when.parameter().equals(parameter.name())) {
        Axis child = axis(other);
        for (Value value : when.anyOf()) {
          level(parameter, value)
              .ifPresent(at -> below.computeIfAbsent(at, level -> new ArrayList<>()).add(child));
        }
      }
    }
    List<Fork> forks =
        below.entrySet().stream()
            .map(entry -> new Fork(entry.getKey(), List.copyOf(entry.getValue())))
            .toList();
    BigInteger size = BigInteger.valueOf(levels(parameter) - forks.size());
    for (Fork fork : forks) {
      size = size.add(product(fork.below()));
    }
    return new Axis(parameter, forks, size);
  }

  private long levels(Parameter parameter) {
    return parameter.size().map(BigInteger::longValueExact).orElse(points);
  }

  private Value value(Parameter parameter, long level) {
    if (parameter.size().isPresent()) {
      return parameter.value(level);
    }
    return parameter.at(points == 1 ? 0.5 : (double) level / (points - 1));
  }

  /** Returns the level of a value; empty if the points of a continuous range pass it by. */
  private Optional<Long> level(Parameter parameter, Value value) {
    if (parameter.size().isPresent()) {
      return Optional.of(parameter.index(value));
    }
    long nearest = Math.round(parameter.unit(value) * (points - 1));
    return Optional.of(nearest).filter(level -> value(parameter, level).equals(value));
  }

  private static BigInteger product(List<Axis> axes) {
    return axes.stream().map(Axis::size).reduce(BigInteger.ONE, BigInteger::multiply);
  }
}
