package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Items;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.space.Condition;
import dev.rungs.space.Configuration;
import dev.rungs.space.Constraint;
import dev.rungs.space.Parameter;
import dev.rungs.space.Scale;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.space.Setting.Rule.Reals;
import dev.rungs.space.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads {@code space:}, {@code constraints:} and {@code start_with:}. */
final class SpaceReader {

  private static final Map<String, List<String>> KEYS =
      Map.of(
          "real", List.of("low", "high", "scale", "step", "kind", "when"),
          "integer", List.of("low", "high", "scale", "step", "kind", "when"),
          "power-of-two", List.of("low", "high", "kind", "when"),
          "choice", List.of("options", "kind", "when"),
          "ordinal", List.of("options", "kind", "when"),
          "constant", List.of("value", "kind", "when"));

  private static final List<String> KINDS =
      List.of("real", "integer", "power-of-two", "choice", "ordinal", "constant");

  private static final String RULES = "a list of comparisons, such as width * layers <= 1024";

  private static final String POINT = "a value, a list of options, or a mapping";

  private final Section root;
  private final Findings findings;
  private final Optional<TrainerReader.Read> trainer;

  /** What was read so far; an empty value is a parameter that could not be. */
  private final Map<String, Optional<Parameter>> earlier = new LinkedHashMap<>();

  /**
   * @param trainer empty if it is not known; then the parameters' names are not checked
   */
  SpaceReader(Section root, Optional<TrainerReader.Read> trainer) {
    this.root = root;
    this.findings = root.findings();
    this.trainer = trainer;
  }

  /** Returns the space; empty if something in it is wrong. */
  Optional<SearchSpace> read() {
    Optional<Field> field = root.require("space", "a mapping of parameters");
    if (field.isEmpty()) {
      return Optional.empty();
    }
    long before = findings.errors();
    Section space = section(field.get());
    space.fields().forEach(each -> earlier.put(each.name(), parameter(space, each)));
    checkSettings(space);
    boolean sound = findings.errors() == before;
    List<Scalar> rules = root.scalars("constraints", RULES);
    List<Parameter> parameters = earlier.values().stream().flatMap(Optional::stream).toList();
    Optional<SearchSpace> free =
        sound ? space.build(Code.SETTINGS, () -> new SearchSpace(parameters)) : Optional.empty();
    var constraints = new ArrayList<Constraint>();
    rules.forEach(rule -> constraint(rule, free).ifPresent(constraints::add));
    return findings.errors() > before || constraints.isEmpty()
        ? free.filter(each -> findings.errors() == before)
        : constrained(parameters, constraints);
  }

  /** Returns a constraint that is right by itself. */
  private Optional<Constraint> constraint(Scalar rule, Optional<SearchSpace> free) {
    return refusable(
        rule.span(),
        measured(rule.text()),
        () -> {
          Constraint read = Constraint.parse(rule.text());
          free.ifPresent(space -> new SearchSpace(space.parameters(), List.of(read)));
          return read;
        });
  }

  /** Each leaves something of the space; together they may not. */
  private Optional<SearchSpace> constrained(List<Parameter> parameters, List<Constraint> all) {
    Span span = root.field("constraints").orElseThrow().key();
    return refusable(span, "", () -> new SearchSpace(parameters, all));
  }

  /** Returns what to do about a constraint that is meant for a metric; nothing for any other. */
  private String measured(String rule) {
    List<String> metrics = trainer.map(read -> read.training().metrics()).orElse(List.of());
    boolean metric = metrics.stream().anyMatch(each -> rule.strip().startsWith(each + " "));
    return metric ? "require is about metrics: require: [" + rule + "]" : "";
  }

  private <T> Optional<T> refusable(Span span, String help, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException refused) {
      String message = Quote.printable(String.valueOf(refused.getMessage()));
      findings.add(Problem.of(Code.CONSTRAINT, span, "constraints", message).help(help));
      return Optional.empty();
    }
  }

  /** Returns the known points of {@code start_with:}, those that are wrong left out. */
  List<Configuration> points(Optional<SearchSpace> space) {
    Optional<Field> field = root.field("start_with");
    if (field.isEmpty()) {
      return List.of();
    }
    if (!(field.get().value() instanceof Items list)) {
      root.report(
          Code.SHAPE,
          field.get().value().span(),
          "start_with",
          "start_with is " + field.get().value().what(),
          "a list of mappings from parameters to values");
      return List.of();
    }
    return list.items().stream().flatMap(item -> point(item, space).stream()).toList();
  }

  private Optional<Configuration> point(Node item, Optional<SearchSpace> space) {
    Section point =
        Section.of(
            item, "start_with", item.span(), List.copyOf(earlier.keySet()), "the space", findings);
    Configuration values = Configuration.EMPTY;
    for (Field field : point.fields()) {
      Optional<Value> value = point.scalar(field.name(), "a single value").flatMap(Scalar::value);
      values = value.isPresent() ? values.with(field.name(), value.get()) : values;
    }
    Configuration given = values;
    return space.flatMap(known -> point.build(Code.START_POINT, () -> known.complete(given)));
  }

  private Section section(Field field) {
    Node node = field.value();
    List<String> written =
        node instanceof Fields fields
            ? fields.fields().stream().map(Field::name).toList()
            : List.of();
    List<String> names =
        trainer
            .flatMap(TrainerReader.Read::settings)
            .map(settings -> settings.stream().map(Setting::name).toList())
            .orElse(written);
    String place = trainer.map(read -> "the space of " + read.name()).orElse("space");
    return Section.of(node, "space", field.key(), names, place, findings);
  }

  private Optional<Parameter> parameter(Section space, Field field) {
    checkName(space, field);
    Node node = field.value();
    Optional<Parameter> parameter = Optional.empty();
    if (node instanceof Items) {
      List<Value> options = values(space.scalars(node, space.path(field.name()), "single values"));
      parameter =
          options.isEmpty()
              ? parameter
              : build(space, () -> new Parameter.Choice(field.name(), options, Condition.ALWAYS));
    } else if (node instanceof Fields) {
      parameter = longForm(space, field);
    } else {
      Optional<Value> value = space.scalar(field.name(), POINT).flatMap(Scalar::value);
      parameter = value.flatMap(each -> build(space, () -> Parameter.constant(field.name(), each)));
    }
    parameter.ifPresent(each -> checkRange(space, field, each));
    return parameter;
  }

  private Optional<Parameter> longForm(Section space, Field field) {
    Optional<String> kind = kind(space, field);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    long before = findings.errors();
    String name = field.name();
    Section section =
        Section.of(
            field.value(),
            space.path(name),
            field.key(),
            KEYS.getOrDefault(kind.get(), List.of()),
            "the " + kind.get() + " parameter '" + name + "'",
            findings);
    Condition when = condition(section, name);
    Optional<Parameter> parameter =
        switch (kind.get()) {
          case "choice", "ordinal" -> options(section, name, kind.get());
          case "constant" -> constant(section, name);
          default -> range(section, name, kind.get());
        };
    return findings.errors() > before ? Optional.empty() : parameter.map(each -> each.when(when));
  }

  /**
   * Returns the kind that is stated, else the one that the keys, the trainer and the numbers tell.
   */
  private Optional<String> kind(Section space, Field field) {
    Optional<Field> stated = Section.peek(field.value(), "kind");
    if (stated.isPresent()) {
      Section head =
          Section.only(space.path(field.name()), field.key(), stated.get().named("kind"), findings);
      return head.word("kind", KINDS);
    }
    if (Section.peek(field.value(), "options").isPresent()) {
      return Optional.of("choice");
    }
    if (Section.peek(field.value(), "value").isPresent()) {
      return Optional.of("constant");
    }
    boolean real = setting(field.name()).filter(each -> each.rule() instanceof Reals).isPresent();
    return Optional.of(real || fractions(field) ? "real" : "integer");
  }

  private static boolean fractions(Field field) {
    return Stream.of("low", "high", "step")
        .flatMap(key -> Section.peek(field.value(), key).stream())
        .map(Field::value)
        .anyMatch(
            value ->
                value instanceof Scalar scalar
                    && scalar.value().filter(Value.Real.class::isInstance).isPresent());
  }

  private Optional<Setting> setting(String name) {
    return trainer
        .flatMap(TrainerReader.Read::settings)
        .flatMap(all -> all.stream().filter(each -> each.name().equals(name)).findFirst());
  }

  private Optional<Parameter> range(Section section, String name, String kind) {
    Setting.Rule rule =
        kind.equals("real")
            ? new Reals(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true)
            : new Setting.Rule.Ints(Long.MIN_VALUE, Long.MAX_VALUE);
    Configuration ends =
        section.settings(
            List.of(
                Setting.required("low", rule, ""),
                Setting.required("high", rule, ""),
                Setting.unset("step", rule, "")));
    boolean log =
        section.has("scale")
            && section.word("scale", List.of("linear", "log")).equals(Optional.of("log"));
    if (!ends.has("low") || !ends.has("high") || swapped(section, ends)) {
      return Optional.empty();
    }
    Scale scale = log ? Scale.LOG : Scale.LINEAR;
    return build(
        section,
        () ->
            switch (kind) {
              case "real" -> real(name, ends, scale);
              case "integer" -> integer(name, ends, scale);
              default -> Parameter.powerOfTwo(name, ends.integer("low"), ends.integer("high"));
            });
  }

  private static Parameter real(String name, Configuration ends, Scale scale) {
    double step = ends.has("step") ? ends.real("step") : 0;
    if (ends.has("step") && step <= 0) {
      throw new IllegalArgumentException("step is " + step + ", must be > 0");
    }
    return new Parameter.Real(
        name, ends.real("low"), ends.real("high"), scale, step, Condition.ALWAYS);
  }

  private static Parameter integer(String name, Configuration ends, Scale scale) {
    long step = ends.has("step") ? ends.integer("step") : 1;
    return new Parameter.Int(
        name, ends.integer("low"), ends.integer("high"), scale, step, Condition.ALWAYS);
  }

  private boolean swapped(Section section, Configuration ends) {
    if (ends.real("low") <= ends.real("high")) {
      return false;
    }
    Field low = section.field("low").orElseThrow();
    Field high = section.field("high").orElseThrow();
    Span span =
        low.key().line() == high.key().line() && low.key().column() < high.key().column()
            ? low.key().to(high.value().span())
            : low.value().span();
    String lowText = ((Scalar) low.value()).text();
    String highText = ((Scalar) high.value()).text();
    findings.add(
        Problem.of(Code.SWAPPED, span, section.path(), "low is above high")
            .label("low " + lowText + ", high " + highText)
            .help("swap them: {low: " + highText + ", high: " + lowText + "}"));
    return true;
  }

  private Optional<Parameter> options(Section section, String name, String kind) {
    String rule = "a list of single values";
    section.require("options", rule);
    List<Value> options = values(section.scalars("options", rule));
    if (options.isEmpty()) {
      return Optional.empty();
    }
    return build(
        section,
        () ->
            kind.equals("choice")
                ? new Parameter.Choice(name, options, Condition.ALWAYS)
                : new Parameter.Ordinal(name, options, Condition.ALWAYS));
  }

  private Optional<Parameter> constant(Section section, String name) {
    section.require("value", "a single value");
    return section
        .scalar("value", "a single value")
        .flatMap(Scalar::value)
        .flatMap(value -> build(section, () -> Parameter.constant(name, value)));
  }

  private Condition condition(Section section, String name) {
    Optional<Field> field = section.field("when");
    if (field.isEmpty()) {
      return Condition.ALWAYS;
    }
    if (!(field.get().value() instanceof Fields fields) || fields.fields().size() != 1) {
      section.report(
          Code.SHAPE,
          field.get().value().span(),
          section.path("when"),
          "when is " + field.get().value().what(),
          "one parameter and its value or values, such as {optimizer: sgd}");
      return Condition.ALWAYS;
    }
    return condition(section, name, fields.fields().get(0));
  }

  private Condition condition(Section section, String name, Field when) {
    if (!earlier.containsKey(when.name())) {
      Optional<String> meant = Nearest.to(when.name(), earlier.keySet(), Set.of(name));
      findings.add(
          Problem.of(
                  Code.CONDITION,
                  when.key(),
                  section.path("when"),
                  "'when' names "
                      + Quote.of(when.name())
                      + ", which is not a parameter declared before '"
                      + name
                      + "'")
              .help(meant.map(word -> "did you mean '" + word + "'?").orElse("")));
      return Condition.ALWAYS;
    }
    String where = section.path("when." + when.name());
    List<Scalar> wanted =
        when.value() instanceof Items
            ? section.scalars(when.value(), where, "a list of values")
            : section.scalar(when.value(), where, "a value or a list of values").stream().toList();
    Optional<Parameter> other = earlier.get(when.name());
    other.ifPresent(known -> wanted.forEach(value -> checkWanted(known, value, where)));
    return wanted.isEmpty() ? Condition.ALWAYS : new Condition.When(when.name(), values(wanted));
  }

  private void checkWanted(Parameter other, Scalar wanted, String where) {
    Optional<String> rule = wanted.value().flatMap(other::problem);
    if (rule.isPresent()) {
      Optional<String> meant =
          other instanceof Parameter.Listed listed
              ? Nearest.to(wanted.text(), listed.options().stream().map(Value::toString).toList())
              : Optional.empty();
      findings.add(
          Problem.of(
                  Code.CONDITION,
                  wanted.span(),
                  where,
                  "'when' wants " + other.name() + " to be " + Quote.of(wanted.text()))
              .label(rule.get())
              .help(meant.map(word -> "did you mean '" + word + "'?").orElse("")));
    }
  }

  private void checkName(Section space, Field field) {
    boolean twice =
        trainer.isPresent()
            && trainer.get().settings().isPresent()
            && trainer.get().section().has(field.name());
    if (twice) {
      Span first = trainer.get().section().field(field.name()).orElseThrow().key();
      findings.add(
          Problem.of(
                  Code.SET_TWICE,
                  field.key(),
                  space.path(field.name()),
                  Quote.of(field.name()) + " stands under trainer and under space")
              .label("also in line " + first.line())
              .help("remove one of them"));
    }
  }

  /** The whole range must be accepted: rules are intervals, so the ends tell. */
  private void checkRange(Section space, Field field, Parameter parameter) {
    setting(field.name())
        .flatMap(each -> extremes(parameter).stream().flatMap(v -> refusal(each, v)).findFirst())
        .ifPresent(
            refusal ->
                findings.add(
                    Problem.of(
                            Code.OUTSIDE_SETTING,
                            field.value().span(),
                            space.path(field.name()),
                            field.name() + " can be " + refusal.value())
                        .label(refusal.rule())));
  }

  private record Refusal(Value value, String rule) {}

  private static Stream<Refusal> refusal(Setting setting, Value value) {
    return setting.problem(value).map(rule -> new Refusal(value, rule)).stream();
  }

  private static List<Value> extremes(Parameter parameter) {
    if (parameter instanceof Parameter.Real real) {
      return List.of(new Value.Real(real.low()), new Value.Real(real.high()));
    }
    if (parameter instanceof Parameter.Int whole) {
      return List.of(new Value.Int(whole.low()), new Value.Int(whole.high()));
    }
    if (parameter instanceof Parameter.PowerOfTwo power) {
      return List.of(new Value.Int(power.low()), new Value.Int(power.high()));
    }
    if (parameter instanceof Parameter.Listed listed) {
      return listed.options();
    }
    return List.of(((Parameter.Constant) parameter).value());
  }

  /** Every setting that must be given is, under trainer or under space. */
  private void checkSettings(Section space) {
    if (trainer.isEmpty() || trainer.get().settings().isEmpty()) {
      return;
    }
    Section constants = trainer.get().section();
    var missing = new ArrayList<Setting>(trainer.get().settings().get());
    missing.removeIf(each -> !(each.presence() instanceof Setting.Presence.Required));
    missing.removeIf(each -> space.has(each.name()) || constants.has(each.name()));
    missing.forEach(
        each ->
            space.report(
                Code.MISSING,
                constants.at(),
                constants.path(each.name()),
                each.name() + " is missing under trainer or space",
                each.rule().toString()));
  }

  private static Optional<Parameter> build(Section section, Supplier<Parameter> maker) {
    return section.build(
        Code.VALUE,
        () -> {
          Parameter parameter = maker.get();
          parameter.size(); // a step can be too small to count
          return parameter;
        });
  }

  private static List<Value> values(List<Scalar> scalars) {
    return scalars.stream().flatMap(scalar -> scalar.value().stream()).toList();
  }
}
