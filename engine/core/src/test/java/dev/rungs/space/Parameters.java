package dev.rungs.space;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary parameters for properties. */
final class Parameters {

  private Parameters() {}

  /** Parameters with finitely many values. */
  static Arbitrary<Parameter> finite(String name) {
    return Arbitraries.oneOf(
        integers(name),
        logIntegers(name),
        steppedReals(name),
        powersOfTwo(name),
        options(name),
        Arbitraries.just(Parameter.constant(name, 3)));
  }

  /** Parameters with a continuous range. */
  static Arbitrary<Parameter.Real> continuous(String name) {
    Arbitrary<Parameter.Real> linear =
        Combinators.combine(number(-1e6, 1e6), number(1e-3, 1e6))
            .as((low, width) -> Parameter.real(name, low, low + width));
    Arbitrary<Parameter.Real> log =
        Combinators.combine(number(1e-9, 1e3), number(1.001, 1e6))
            .as((low, ratio) -> Parameter.real(name, low, low * ratio).log());
    return Arbitraries.oneOf(linear, log);
  }

  private static Arbitrary<Parameter> integers(String name) {
    Arbitrary<Long> low = Arbitraries.longs().between(-(1L << 49), 1L << 49);
    Arbitrary<Long> width = Arbitraries.longs().between(0, 1L << 49);
    return Combinators.combine(low, width, Arbitraries.longs().between(1, 1_000))
        .as((from, span, step) -> Parameter.integer(name, from, from + span).step(step));
  }

  private static Arbitrary<Parameter> logIntegers(String name) {
    Arbitrary<Long> end = Arbitraries.longs().between(1, 1L << 40);
    return Combinators.combine(end, end)
        .as((a, b) -> Parameter.integer(name, Math.min(a, b), Math.max(a, b)).log());
  }

  private static Arbitrary<Parameter> steppedReals(String name) {
    Arbitrary<Double> step = Arbitraries.of(0.05, 0.1, 0.3, 1e-3, 7.0, 1e-7);
    return Combinators.combine(number(-1e3, 1e3), step, Arbitraries.integers().between(0, 100_000))
        .as((low, by, steps) -> Parameter.real(name, low, low + by * steps).step(by));
  }

  private static Arbitrary<Parameter> powersOfTwo(String name) {
    Arbitrary<Integer> exponent = Arbitraries.integers().between(0, 62);
    return Combinators.combine(exponent, exponent)
        .as((a, b) -> Parameter.powerOfTwo(name, 1L << Math.min(a, b), 1L << Math.max(a, b)));
  }

  private static Arbitrary<Parameter> options(String name) {
    Arbitrary<Object[]> words =
        Arbitraries.integers()
            .between(0, 1_000)
            .map(number -> (Object) ("option" + number))
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(50)
            .map(List::toArray);
    return words.flatMap(
        each -> Arbitraries.of(Parameter.choice(name, each), Parameter.ordinal(name, each)));
  }

  private static Arbitrary<Double> number(double low, double high) {
    return Arbitraries.doubles().between(low, high).ofScale(9);
  }
}
