package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstraintTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.integer("width", 1, 64),
          Parameter.integer("layers", 1, 8),
          Parameter.choice("optimizer", "adam", "sgd"),
          Parameter.real("momentum", 0, 1).onlyIf("optimizer", "sgd"),
          Parameter.ordinal("batch", 16, 48));

  @Test
  void isReadAsItIsWritten() {
    for (String text :
        new String[] {
          "width * layers <= 1024",
          "a - (b - c) < -1.5",
          "a - b - c >= 1.0E-5",
          "(a + b) * c > d / (e * f)",
          "a / b / c == 2",
          "-(a + b) != --c",
          "learning-rate.low < x_2"
        }) {
      assertThat(Constraint.parse(text)).hasToString(text);
      assertThat(Constraint.parse(Constraint.parse(text).toString()))
          .isEqualTo(Constraint.parse(text));
    }
    assertThat(Constraint.parse("  a*(b)<=1e3 ")).hasToString("a * b <= 1000");
  }

  @Test
  void computesAsInSchool() {
    Configuration given = Configuration.of(Map.of("a", 7, "b", 2.0, "c", 3));
    assertThat(Constraint.parse("a - b - c == 2").holds(given)).isTrue();
    assertThat(Constraint.parse("a - b * c == 1").holds(given)).isTrue();
    assertThat(Constraint.parse("(a - b) * -c == -15").holds(given)).isTrue();
    assertThat(Constraint.parse("a / b / 2 < 1.75").holds(given)).isFalse();
    assertThat(Constraint.parse("a / b / 2 <= 1.75").holds(given)).isTrue();
    assertThat(Constraint.parse("a > 7").holds(given)).isFalse();
    assertThat(Constraint.parse("a >= 7").holds(given)).isTrue();
    assertThat(Constraint.parse("a != 7").holds(given)).isFalse();
    for (String sign : new String[] {"<", "<=", ">", ">=", "==", "!="}) {
      assertThat(Constraint.parse("0 * a / (b - 2) " + sign + " 1").holds(given)).isFalse();
    }
  }

  @Test
  void whatIsWrongIsSaidToTheCharacter() {
    refuses("width * <= 4", ": character 9 is '<=', must be a number, a parameter or '('");
    refuses("width = 4", ": character 7 is '=', must be an operator or one of <= < >= > == !=");
    refuses("width 4 <= 4", ": character 7 is '4', must be an operator or one of");
    refuses("1 <= a <= 2", ": character 8 is '<=', must be an operator or the end");
    refuses("(a + 1 <= 2", ": character 8 is '<=', must be an operator or ')'");
    refuses("a <= 2)", ": character 7 is ')', must be an operator or the end");
    refuses("a <=", ": it ends, must be a number, a parameter or '('");
    refuses("", ": it ends, must be a number, a parameter or '('");
    refuses("a ^ 2 < 1", ": character 3 is '^', must be an operator or one of");
    refuses("1 < 2", ", must name at least one parameter");
    assertThatThrownBy(() -> Constraint.parse("(".repeat(1001)))
        .hasMessage("constraint has 1001 characters, must have at most 1000");
    assertThatThrownBy(() -> Constraint.parse("a < 1e999"))
        .hasMessage("number is Infinity, must be finite");
    refuses("(".repeat(200), ": it ends, must be a number, a parameter or '('");
    refuses("-".repeat(201), ": character 201 is '-', must be the end: at most 200 numbers");
    refuses("a + ".repeat(200), ": character 401 is 'a', must be the end: at most 200 numbers");
  }

  @Test
  void whatIsGivenMustKeepIt() {
    SearchSpace space = SPACE.where("width * layers <= 64", "width >= 2 * layers");
    assertThat(space.problems(given(32, 4)))
        .containsExactly("width * layers is 128, must be <= 64");
    assertThat(space.problems(given(4, 4)))
        .containsExactly("width is 4, must be >= 2 * layers (8)");
    assertThat(space.problems(given(99, 4))).containsExactly("width is 99, must be in 1 … 64");
    assertThat(space.complete(given(8, 4))).hasToString("width=8 layers=4 optimizer=adam batch=16");
    assertThatThrownBy(() -> space.complete(given(32, 4)))
        .hasMessage("width * layers is 128, must be <= 64");
  }

  @Test
  void holdsWhereAParameterDoesNotTakePart() {
    SearchSpace space = SPACE.where("momentum > 2 / batch");
    assertThat(space.problems(given(1, 1))).isEmpty();
    assertThat(
            space.problems(
                Configuration.of(
                    Map.of(
                        "width", 1, "layers", 1, "optimizer", "sgd", "momentum", 0, "batch", 16))))
        .containsExactly("momentum is 0, must be > 2 / batch (0.125)");
  }

  @Test
  void isAboutNumbersOfTheSpace() {
    assertThatThrownBy(() -> SPACE.where("width * layer <= 4"))
        .hasMessage(
            "constraint width * layer <= 4: layer is not a parameter, must be one of"
                + " [width, layers, optimizer, momentum, batch]");
    assertThatThrownBy(() -> SPACE.where("optimizer <= 4"))
        .hasMessage("constraint optimizer <= 4: optimizer can be adam | sgd, must be a number");
  }

  @Test
  void aSpaceThatItEmptiesIsRefused() {
    assertThatThrownBy(() -> SPACE.where("width < 0"))
        .hasMessage(
            "constraints: after 100000 draws no configuration satisfies width < 0,"
                + " must leave at least one");
    SearchSpace finite = SearchSpace.of(Parameter.integer("a", 1, 9), Parameter.integer("b", 1, 9));
    assertThatThrownBy(() -> finite.where("a > b", "b > a"))
        .hasMessage(
            "constraints: of 81 no configuration satisfies all of a > b, b > a,"
                + " must leave at least one");
    assertThat(finite.where("a == 9", "b == 9").size()).contains(BigInteger.ONE);
  }

  @Test
  void aSmallSpaceIsCountedExactly() {
    SearchSpace finite = SearchSpace.of(Parameter.integer("a", 1, 9), Parameter.integer("b", 1, 9));
    assertThat(finite.where("a < b").size()).contains(BigInteger.valueOf(36));
    assertThat(Grid.of(finite.where("a < b"), 1).size()).isEqualTo(81);
  }

  private static void refuses(String text, String rule) {
    assertThatThrownBy(() -> Constraint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("constraint is '" + text + "'" + rule);
  }

  private static Configuration given(int width, int layers) {
    return Configuration.of(
        Map.of("width", width, "layers", layers, "optimizer", "adam", "batch", 16));
  }
}
