package dev.rungs.space;

import dev.rungs.space.Constraint.Comparison;
import dev.rungs.space.Expression.Combined;
import dev.rungs.space.Expression.Literal;
import dev.rungs.space.Expression.Named;
import dev.rungs.space.Expression.Negative;
import dev.rungs.space.Expression.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a {@link Constraint}, by recursive descent:
 *
 * <pre>{@code
 * constraint = sum comparison sum
 * sum        = product { (+ | -) product }
 * product    = factor { (* | /) factor }
 * factor     = number | name | - factor | ( sum )
 * }</pre>
 */
final class ConstraintParser {

  private static final int LONGEST = 1_000;

  /** So many numbers, names and signs; keeps what nests from going deeper than a stack. */
  private static final int MOST = 200;

  private static final Pattern NUMBER =
      Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(" + NUMBER + "|" + NAME + "|[<>=!]=|.|$)", Pattern.DOTALL);

  private static final List<Operator> SUMS = List.of(Operator.PLUS, Operator.MINUS);
  private static final List<Operator> PRODUCTS = List.of(Operator.TIMES, Operator.OVER);

  private final String text;
  private final Matcher matcher;
  private String token = "";
  private int tokens;

  ConstraintParser(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "constraint has " + text.length() + " characters, must have at most " + LONGEST);
    }
    this.text = text;
    this.matcher = TOKEN.matcher(text);
    advance();
  }

  Constraint parse() {
    Expression left = sum();
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(each -> each.toString().equals(token))
            .findFirst()
            .orElseThrow(() -> refused("an operator or one of " + words(Comparison.values())));
    advance();
    Expression right = sum();
    if (!token.isEmpty()) {
      throw refused("an operator or the end");
    }
    return new Constraint(left, comparison, right);
  }

  private Expression sum() {
    Expression sum = product();
    Optional<Operator> operator = operator(SUMS);
    while (operator.isPresent()) {
      sum = new Combined(sum, operator.get(), product());
      operator = operator(SUMS);
    }
    return sum;
  }

  private Expression product() {
    Expression product = factor();
    Optional<Operator> operator = operator(PRODUCTS);
    while (operator.isPresent()) {
      product = new Combined(product, operator.get(), factor());
      operator = operator(PRODUCTS);
    }
    return product;
  }

  private Expression factor() {
    if (NUMBER.matcher(token).matches()) {
      return new Literal(Double.parseDouble(advance()));
    }
    if (NAME.matcher(token).matches()) {
      return new Named(advance());
    }
    if (token.equals("-")) {
      advance();
      return new Negative(factor());
    }
    if (!token.equals("(")) {
      throw refused("a number, a parameter or '('");
    }
    advance();
    Expression inner = sum();
    if (!token.equals(")")) {
      throw refused("an operator or ')'");
    }
    advance();
    return inner;
  }

  /** Returns the operator that comes next, if it is one of these, and passes it. */
  private Optional<Operator> operator(List<Operator> wanted) {
    Optional<Operator> found =
        wanted.stream().filter(each -> each.toString().equals(token)).findFirst();
    found.ifPresent(each -> advance());
    return found;
  }

  /** Goes on to the next token, which is empty at the end, and returns the one before. */
  private String advance() {
    String passed = token;
    token = matcher.find() ? matcher.group(1) : "";
    if (!token.isEmpty() && ++tokens > MOST) {
      throw refused("the end: at most " + MOST + " numbers, names and signs");
    }
    return passed;
  }

  private IllegalArgumentException refused(String rule) {
    String place =
        token.isEmpty() ? "it ends" : "character " + (matcher.start(1) + 1) + " is '" + token + "'";
    return new IllegalArgumentException(
        "constraint is '" + text + "': " + place + ", must be " + rule);
  }

  private static String words(Comparison... comparisons) {
    return Arrays.stream(comparisons).map(Comparison::toString).collect(Collectors.joining(" "));
  }
}
