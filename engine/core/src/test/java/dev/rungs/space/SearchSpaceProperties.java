package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SearchSpaceProperties {

  @Property
  void aPointOfTheCubeIsAConfigurationOfTheSpace(
      @ForAll("spaces") SearchSpace space, @ForAll Random random) {
    Configuration configuration = space.at(point(space, random));
    assertThat(space.problems(configuration)).isEmpty();
    assertThat(space.complete(configuration)).isEqualTo(configuration);
  }

  @Property
  void aConfigurationComesBackFromItsPlace(
      @ForAll("spaces") SearchSpace space, @ForAll Random random) {
    Configuration configuration = space.at(point(space, random));
    assertThat(space.at(space.unit(configuration))).isEqualTo(configuration);
  }

  @Property
  void parametersTakePartExactlyWhenTheirConditionHolds(
      @ForAll("spaces") SearchSpace space, @ForAll Random random) {
    Configuration configuration = space.at(point(space, random));
    for (Parameter parameter : space.parameters()) {
      assertThat(configuration.has(parameter.name()))
          .isEqualTo(parameter.when().holds(configuration));
    }
  }

  @Property(tries = 200)
  void aGridNumbersEachConfigurationOnce(@ForAll("spaces") SearchSpace space) {
    Grid grid = Grid.of(space, 1);
    Set<Configuration> points = new HashSet<>();
    for (long index = 0; index < grid.size().longValueExact(); index++) {
      points.add(grid.at(BigInteger.valueOf(index)));
    }
    assertThat(points).hasSize(grid.size().intValueExact()).isEqualTo(product(space));
    assertThat(space.size()).contains(grid.size());
  }

  /** Every configuration, the slow way: all combinations, those that do not take part dropped. */
  private static Set<Configuration> product(SearchSpace space) {
    List<Configuration> configurations = List.of(Configuration.EMPTY);
    for (Parameter parameter : space.parameters()) {
      var longer = new ArrayList<Configuration>();
      for (Configuration soFar : configurations) {
        if (!parameter.when().holds(soFar)) {
          longer.add(soFar);
          continue;
        }
        for (long index = 0; index < parameter.size().orElseThrow().longValueExact(); index++) {
          longer.add(soFar.with(parameter.name(), parameter.value(index)));
        }
      }
      configurations = longer;
    }
    return new HashSet<>(configurations);
  }

  private static double[] point(SearchSpace space, Random random) {
    return random.doubles(space.varying().size()).toArray();
  }

  /** Up to six small parameters, some on conditions about earlier ones. */
  @Provide
  Arbitrary<SearchSpace> spaces() {
    return Arbitraries.integers()
        .between(0, 6)
        .flatMap(count -> Arbitraries.randomValue(random -> space(count, random)));
  }

  private static SearchSpace space(int count, Random random) {
    var parameters = new ArrayList<Parameter>();
    for (int i = 0; i < count; i++) {
      Parameter parameter = small("p" + i, random);
      if (i > 0 && random.nextBoolean()) {
        Parameter earlier = parameters.get(random.nextInt(i));
        long last = earlier.size().orElseThrow().longValueExact() - 1;
        parameter =
            parameter.onlyIf(
                earlier.name(), earlier.value(0), earlier.value(random.nextLong(last + 1)));
      }
      parameters.add(parameter);
    }
    return new SearchSpace(parameters);
  }

  private static Parameter small(String name, Random random) {
    int size = 1 + random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0 -> Parameter.integer(name, 3, 2 + size).log();
      case 1 -> Parameter.real(name, 0.1, 0.1 + 0.05 * (size - 1)).step(0.05);
      case 2 -> Parameter.powerOfTwo(name, 4, 4L << size);
      case 3 -> Parameter.choice(name, "a", "b", "c");
      default -> Parameter.constant(name, "fixed");
    };
  }
}
