package dev.rungs.cli.file;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Items;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import dev.rungs.space.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mapping while it is read.
 *
 * <p>An unknown key is reported once; if it is close to a known one that is absent, reading goes on
 * as if that had been written, so that one slip of the finger is one error.
 */
final class Section {

  private static final int SHOWN_KEYS = 20;

  private final String path;
  private final Span at;
  private final Map<String, Field> known;
  private final boolean broken;
  private final Findings findings;

  private Section(
      String path, Span at, Map<String, Field> known, boolean broken, Findings findings) {
    this.path = path;
    this.at = at;
    this.known = known;
    this.broken = broken;
    this.findings = findings;
  }

  /**
   * Reads a mapping.
   *
   * @param at where a missing key is reported
   * @param keys those that are known
   * @param place what the keys belong to, for people: "the sweep file", "stop"
   */
  static Section of(
      Node node, String path, Span at, Collection<String> keys, String place, Findings findings) {
    if (!(node instanceof Fields fields)) {
      findings.add(
          Problem.of(Code.SHAPE, node.span(), path, place + " is " + node.what())
              .label("expected a mapping with " + String.join(", ", keys)));
      return new Section(path, at, Map.of(), true, findings);
    }
    var section = new Section(path, at, new LinkedHashMap<>(), false, findings);
    Set<String> taken =
        fields.fields().stream().map(Field::name).filter(keys::contains).collect(toSet());
    for (Field field : fields.fields()) {
      if (taken.contains(field.name())) {
        section.known.put(field.name(), field);
      } else {
        section.unknown(field, keys, taken, place);
      }
    }
    return section;
  }

  /** Returns an empty section, in place of one that is absent. */
  static Section absent(String path, Span at, Findings findings) {
    return new Section(path, at, Map.of(), false, findings);
  }

  /** Returns a section of a single field. */
  static Section only(String path, Span at, Field field, Findings findings) {
    return new Section(path, at, Map.of(field.name(), field), false, findings);
  }

  /**
   * Returns the field of that name or, if there is none, the one that misses it by one letter. Used
   * for the key that decides which others are known.
   */
  static Optional<Field> peek(Node node, String name) {
    if (!(node instanceof Fields fields)) {
      return Optional.empty();
    }
    return fields
        .field(name)
        .or(
            () ->
                fields.fields().stream()
                    .filter(field -> Nearest.oneSlip(field.name(), name))
                    .findFirst());
  }

  private void unknown(Field field, Collection<String> keys, Set<String> taken, String place) {
    Optional<String> meant = Nearest.to(field.name(), keys, taken);
    findings.add(
        Problem.of(
                Code.UNKNOWN_KEY,
                field.key(),
                path(field.name()),
                "unknown key " + Quote.of(field.name()) + " in " + place)
            .label("expected one of " + some(keys))
            .help(meant.map(word -> "did you mean '" + word + "'?").orElse("")));
    meant
        .filter(word -> !taken.contains(word))
        .ifPresent(word -> known.putIfAbsent(word, field.named(word)));
  }

  String path() {
    return path;
  }

  Span at() {
    return at;
  }

  Findings findings() {
    return findings;
  }

  /** Returns the fields in the order of the file, misspelt ones corrected. */
  Collection<Field> fields() {
    return known.values();
  }

  Optional<Field> field(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /** Returns the field at keys joined by dots. */
  Optional<Field> find(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return field(path);
    }
    return field(path.substring(0, dot))
        .filter(field -> field.value() instanceof Fields)
        .flatMap(field -> ((Fields) field.value()).field(path.substring(dot + 1)));
  }

  boolean has(String key) {
    return known.containsKey(key);
  }

  /** Returns the field; if there is none, its absence is an error. */
  Optional<Field> require(String key, String rule) {
    if (!has(key) && !broken) {
      findings.add(
          Problem.of(Code.MISSING, at, path(key), path(key) + " is missing")
              .label("must be " + rule));
    }
    return field(key);
  }

  /** Returns a section inside this one; an empty one if it is absent. */
  Section child(String key, Collection<String> keys) {
    return field(key)
        .map(field -> of(field.value(), path(key), field.key(), keys, path(key), findings))
        .orElseGet(() -> absent(path(key), at, findings));
  }

  /** Returns the scalar under a key; anything else there is an error. */
  Optional<Scalar> scalar(String key, String rule) {
    return field(key).flatMap(field -> scalar(field.value(), path(key), rule));
  }

  /** Returns a node as a scalar with a value; anything else is an error. */
  Optional<Scalar> scalar(Node node, String where, String rule) {
    if (node instanceof Scalar scalar && scalar.value().isPresent()) {
      return Optional.of(scalar);
    }
    Code code = node instanceof Scalar scalar && !scalar.isNull() ? Code.VALUE : Code.SHAPE;
    report(code, node.span(), where, last(where) + " is " + node.what(), rule);
    return Optional.empty();
  }

  /** Returns the scalars of a list; an element that is none is an error. */
  List<Scalar> scalars(String key, String rule) {
    return field(key).map(field -> scalars(field.value(), path(key), rule)).orElse(List.of());
  }

  List<Scalar> scalars(Node node, String where, String rule) {
    if (!(node instanceof Items list) || list.items().isEmpty()) {
      String what = node instanceof Items ? "an empty list" : node.what();
      report(Code.SHAPE, node.span(), where, last(where) + " is " + what, rule);
      return List.of();
    }
    return list.items().stream().flatMap(item -> scalar(item, where, rule).stream()).toList();
  }

  /** Returns a text that is not blank. */
  Optional<String> text(String key, String rule) {
    Optional<Scalar> scalar = scalar(key, rule);
    if (scalar.isPresent() && scalar.get().text().isBlank()) {
      report(Code.VALUE, scalar.get().span(), path(key), key + " is blank", rule);
      return Optional.empty();
    }
    return scalar.map(Scalar::text);
  }

  /** Returns a whole number in [min, max], or {@code fallback}. */
  long integer(String key, long min, long max, long fallback) {
    var rule = new Setting.Rule.Ints(min, max);
    return value(Setting.unset(key, rule, ""))
        .map(value -> ((Number) value.plain()).longValue())
        .orElse(fallback);
  }

  /** Returns a whole number that fits an int. */
  int count(String key, int min, int fallback) {
    return (int) integer(key, min, Integer.MAX_VALUE, fallback);
  }

  /** Returns a finite number of at least {@code min}, or {@code fallback}. */
  double number(String key, double min, double fallback) {
    var rule = new Setting.Rule.Reals(min, false, Double.POSITIVE_INFINITY, true);
    return value(Setting.unset(key, rule, ""))
        .map(value -> ((Number) value.plain()).doubleValue())
        .orElse(fallback);
  }

  /** Returns one of some words or, close to one of them, that; empty if absent or neither. */
  Optional<String> word(String key, Collection<String> words) {
    return scalar(key, "one of " + String.join(", ", words))
        .flatMap(scalar -> word(scalar, key, words));
  }

  Optional<String> word(Scalar scalar, String key, Collection<String> words) {
    if (words.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    Optional<String> meant = Nearest.to(scalar.text(), words);
    findings.add(
        Problem.of(
                Code.UNKNOWN_WORD, scalar.span(), path(key), key + " is " + Quote.of(scalar.text()))
            .label("expected one of " + String.join(", ", words))
            .help(meant.map(word -> "did you mean '" + word + "'?").orElse("")));
    return meant;
  }

  /** Returns what a number with a unit stands for, or {@code fallback}. */
  <T> T unit(String key, Function<String, Optional<T>> reader, String rule, T fallback) {
    Optional<Scalar> scalar = scalar(key, rule);
    Optional<T> read = scalar.map(Scalar::text).flatMap(reader);
    if (scalar.isPresent() && read.isEmpty()) {
      String meant = rule.equals(Units.DURATION) ? Units.durationMeant(scalar.get().text()) : "";
      findings.add(
          Problem.of(
                  Code.UNIT,
                  scalar.get().span(),
                  path(key),
                  key + " is " + Quote.of(scalar.get().text()))
              .label("must be " + rule)
              .help(meant));
    }
    return read.orElse(fallback);
  }

  /** Returns the value of a setting, if it is given and its rule accepts it. */
  Optional<Value> value(Setting setting) {
    String key = setting.name();
    if (setting.rule() instanceof Setting.Rule.Names rule
        && field(key).filter(field -> field.value() instanceof Items).isPresent()) {
      List<Scalar> names = scalars(key, rule.toString());
      return names.isEmpty()
          ? Optional.empty()
          : Optional.of(new Value.Text(names.stream().map(Scalar::text).collect(joining(", "))));
    }
    Optional<Scalar> scalar = scalar(key, setting.rule().toString());
    if (scalar.isPresent() && setting.rule() instanceof Setting.Rule.OneOf oneOf) {
      return word(scalar.get(), key, oneOf.options()).map(Value.Text::new);
    }
    Optional<Value> value = scalar.flatMap(Scalar::value);
    Optional<String> problem = value.flatMap(setting::problem);
    if (problem.isPresent()) {
      findings.add(
          Problem.of(
                  Code.VALUE,
                  scalar.get().span(),
                  path(key),
                  key + " is " + Quote.printable(scalar.get().text()))
              .label(problem.get()));
      return Optional.empty();
    }
    return value;
  }

  /** Returns the settings that are given and accepted, and reports those that are missing. */
  Configuration settings(List<Setting> settings) {
    var given = new ArrayList<Assignment>();
    for (Setting setting : settings) {
      if (setting.presence() instanceof Setting.Presence.Required) {
        require(setting.name(), setting.rule().toString());
      }
      value(setting).ifPresent(value -> given.add(new Assignment(setting.name(), value)));
    }
    return new Configuration(given);
  }

  /**
   * Returns what is built of this section's values; what the engine refuses is an error at the key,
   * or the keys joined by dots, that its message starts with.
   */
  <T> Optional<T> build(Code code, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException | ArithmeticException refused) {
      String message = String.valueOf(refused.getMessage());
      Optional<String> culprit =
          message.lines().findFirst().stream()
              .flatMap(line -> List.of(line.split("[ :]+")).stream())
              .filter(word -> find(word).isPresent())
              .findFirst();
      findings.add(
          Problem.of(
              code,
              culprit.flatMap(this::find).map(field -> field.value().span()).orElse(at),
              culprit.map(this::path).orElse(path),
              Quote.printable(message)));
      return Optional.empty();
    }
  }

  void report(Code code, Span span, String where, String message, String rule) {
    findings.add(Problem.of(code, span, where, message).label("must be " + rule));
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String some(Collection<String> keys) {
    int hidden = keys.size() - SHOWN_KEYS;
    String shown = keys.stream().limit(SHOWN_KEYS).collect(joining(", "));
    return shown + (hidden > 0 ? " and " + hidden + " more" : "");
  }

  private static String last(String where) {
    return where.substring(where.lastIndexOf('.') + 1);
  }
}
