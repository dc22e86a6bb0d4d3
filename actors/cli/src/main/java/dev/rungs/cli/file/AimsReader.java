package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Items;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.trial.Aim;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Objective.Direction;
import dev.rungs.trial.Requirement;
import java.util.List;
import java.util.Optional;

/** Reads {@code objective:}, {@code also:} and {@code require:}. */
final class AimsReader {

  private static final String METRIC_RULE = "a metric of the trainer";
  private static final String ALSO = "also";
  private static final String ALSO_RULE = "a list of mappings with metric and direction";
  private static final String REQUIRE = "require";
  private static final String REQUIRE_RULE = "a list of bounds, such as latency_ms <= 20";

  private final Section root;
  private final List<String> metrics;
  private final Findings findings;

  /**
   * @param metrics those of the trainer; empty if they are not known
   */
  AimsReader(Section root, List<String> metrics) {
    this.root = root;
    this.metrics = metrics;
    this.findings = root.findings();
  }

  /** Returns what the sweep wants; empty if there is an error. */
  Optional<Aims> read() {
    Optional<Objective> objective = objective();
    List<Aim> also = also();
    List<Requirement> require = require();
    return objective.flatMap(
        first -> root.build(Code.SETTINGS, () -> new Aims(first, also, require)));
  }

  private Optional<Objective> objective() {
    if (root.require("objective", "a mapping with metric").isEmpty()) {
      return Optional.empty();
    }
    Section section = root.child("objective", List.of("metric", "direction", "use", "goal"));
    Optional<String> metric = metric(section);
    Direction direction = direction(section);
    Objective.Use use =
        SweepReader.choice(section, "use", Objective.Use.values(), Objective.Use.BEST);
    double goal = section.number("goal", -Double.MAX_VALUE, Double.NaN);
    return metric
        .map(
            word ->
                direction == Direction.MINIMIZE
                    ? Objective.minimize(word)
                    : Objective.maximize(word))
        .map(each -> each.withUse(use))
        .map(each -> Double.isNaN(goal) ? each : each.withGoal(goal));
  }

  private List<Aim> also() {
    Optional<Field> field = root.field(ALSO);
    if (field.isEmpty()) {
      return List.of();
    }
    if (!(field.get().value() instanceof Items list)) {
      Node wrong = field.get().value();
      root.report(Code.SHAPE, wrong.span(), ALSO, ALSO + " is " + wrong.what(), ALSO_RULE);
      return List.of();
    }
    return list.items().stream().flatMap(item -> aim(item).stream()).toList();
  }

  private Optional<Aim> aim(Node item) {
    Section section =
        Section.of(item, ALSO, item.span(), List.of("metric", "direction"), ALSO, findings);
    Optional<String> metric = metric(section);
    Direction direction = direction(section);
    return metric.map(word -> new Aim(word, direction));
  }

  private Optional<String> metric(Section section) {
    section.require("metric", METRIC_RULE);
    return section
        .text("metric", METRIC_RULE)
        .flatMap(text -> section.scalar("metric", METRIC_RULE))
        .flatMap(scalar -> metric(section, "metric", scalar, metrics));
  }

  private static Direction direction(Section section) {
    return SweepReader.choice(section, "direction", Direction.values(), Direction.MINIMIZE);
  }

  private List<Requirement> require() {
    return root.scalars(REQUIRE, REQUIRE_RULE).stream()
        .flatMap(scalar -> requirement(scalar).stream())
        .toList();
  }

  private Optional<Requirement> requirement(Scalar scalar) {
    try {
      Requirement read = Requirement.parse(scalar.text());
      return measured(scalar, read)
          .map(metric -> new Requirement(metric, read.comparison(), read.bound()));
    } catch (IllegalArgumentException refused) {
      String message = Quote.printable(String.valueOf(refused.getMessage()));
      findings.add(Problem.of(Code.REQUIREMENT, scalar.span(), REQUIRE, message));
      return Optional.empty();
    }
  }

  /** Returns the metric of a requirement, or the one that is meant; a parameter is none. */
  private Optional<String> measured(Scalar scalar, Requirement read) {
    String name = read.metric();
    boolean parameter =
        root.field("space")
            .map(Field::value)
            .filter(space -> space instanceof Fields fields && fields.field(name).isPresent())
            .isPresent();
    if (parameter && !metrics.contains(name)) {
      findings.add(
          Problem.of(
                  Code.REQUIREMENT,
                  scalar.span(),
                  REQUIRE,
                  REQUIRE + " names " + Quote.of(name) + ", a parameter")
              .label("must name a metric, which training measures")
              .help("constraints are about parameters: constraints: [" + scalar.text() + "]"));
      return Optional.empty();
    }
    return metric(root, REQUIRE, new Scalar(name, scalar.value(), scalar.span()), metrics);
  }

  /** Returns the metric, or the one that is meant; without a trainer any will do. */
  Optional<String> metric(Section section, String key, Scalar scalar, List<String> known) {
    if (metrics.isEmpty() || known.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    Optional<String> meant = Nearest.to(scalar.text(), known);
    findings.add(
        Problem.of(
                Code.UNKNOWN_METRIC,
                scalar.span(),
                section.path(key),
                "the trainer does not report " + Quote.of(scalar.text()))
            .label("reported metrics: " + String.join(", ", known))
            .help(meant.map(word -> "did you mean '" + word + "'?").orElse("")));
    return meant;
  }
}
