package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConstraintProperties {

  private static final Configuration GIVEN =
      Configuration.of(Map.of("a", 7, "b-2", 0.25, "e5", -3));

  /** Constraints in the words of the language, with parentheses and spaces that nobody needs. */
  @Provide
  Arbitrary<String> constraints() {
    Arbitrary<String> sum = sum(4);
    return Arbitraries.of("<", "<=", ">", ">=", "==", "!=")
        .flatMap(sign -> sum.flatMap(left -> sum.map(right -> left + " " + sign + right)))
        .filter(text -> text.matches("(?s).*(a|b-2|e5).*"));
  }

  private static Arbitrary<String> sum(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.of("a", "b-2", "e5", "2", "0.", ".5", "1e3", "3E-7", "12.5");
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = sum(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        inner.map(text -> "-" + text),
        inner.map(text -> "( " + text + ")"),
        Arbitraries.of(" + ", " -", " *", "\t/ ")
            .flatMap(sign -> inner.flatMap(left -> inner.map(right -> left + sign + right))));
  }

  /** What people may write instead. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(30),
        Arbitraries.strings().withChars("ae1.+-*/()<>=! \n").ofMaxLength(1100),
        Arbitraries.strings().withChars("-(").ofMaxLength(1001));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenReadsAsTheSame(@ForAll("constraints") String text) {
    Constraint read = Constraint.parse(text);
    Constraint again = Constraint.parse(read.toString());
    assertThat(again).isEqualTo(read).hasToString(read.toString());
    assertThat(again.holds(GIVEN)).isEqualTo(read.holds(GIVEN));
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll("texts") String text) {
    try {
      assertThat(Constraint.parse(text).names()).isNotEmpty();
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).matches("(?s)(constraint|number) (is|has) .*must .*");
    }
  }
}
