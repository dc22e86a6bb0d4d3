package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class ParameterProperties {

  @Property
  void aFiniteParameterFindsEachValueAgainFromItsPlace(
      @ForAll("finite") Parameter parameter, @ForAll @DoubleRange(min = 0, max = 1) double where) {
    long index = someIndex(parameter, where);
    Value value = parameter.value(index);
    assertThat(parameter.problem(value)).isEmpty();
    assertThat(parameter.index(value)).isEqualTo(index);
    assertThat(parameter.unit(value)).isBetween(0.0, 1.0);
    assertThat(parameter.at(parameter.unit(value))).isEqualTo(value);
  }

  @Property
  void everyPlaceGivesAnAllowedValue(
      @ForAll("any") Parameter parameter, @ForAll @DoubleRange(min = 0, max = 1) double unit) {
    assertThat(parameter.problem(parameter.at(unit))).isEmpty();
  }

  @Property
  void theEndsOfTheIntervalGiveTheEndsOfTheRange(@ForAll("any") Parameter parameter) {
    assertThat(parameter.at(0)).isEqualTo(parameter.at(-1));
    assertThat(parameter.at(1)).isEqualTo(parameter.at(2));
    if (parameter instanceof Parameter.Real real && real.step() == 0) {
      assertThat(real.at(0)).isEqualTo(new Value.Real(real.low()));
      assertThat(real.at(1)).isEqualTo(new Value.Real(real.high()));
    } else {
      long last = parameter.size().orElseThrow().longValueExact() - 1;
      assertThat(parameter.at(0)).isEqualTo(parameter.value(0));
      assertThat(parameter.at(1)).isEqualTo(parameter.value(last));
    }
  }

  @Property
  void aContinuousParameterComesBackToItsPlace(
      @ForAll("continuous") Parameter parameter,
      @ForAll @DoubleRange(min = 0, max = 1) double unit) {
    // A value is rounded by 2^-53 of at most 1e6 in a range of at least 1e-3.
    assertThat(parameter.unit(parameter.at(unit))).isCloseTo(unit, within(1e-6));
  }

  @Property
  void valuesGrowWithTheirPlace(
      @ForAll("continuous") Parameter parameter,
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b) {
    double low = number(parameter.at(Math.min(a, b)));
    double high = number(parameter.at(Math.max(a, b)));
    assertThat(low).isLessThanOrEqualTo(high);
  }

  private static long someIndex(Parameter parameter, double where) {
    BigInteger size = parameter.size().orElseThrow();
    return Math.min(size.longValueExact() - 1, (long) (where * size.doubleValue()));
  }

  private static double number(Value value) {
    return ((Number) value.plain()).doubleValue();
  }

  @Provide
  Arbitrary<Parameter> finite() {
    return Parameters.finite("p");
  }

  @Provide
  Arbitrary<Parameter> continuous() {
    return Parameters.continuous("p").map(each -> each);
  }

  @Provide
  Arbitrary<Parameter> any() {
    return Arbitraries.oneOf(finite(), continuous());
  }
}
