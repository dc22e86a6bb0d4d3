package dev.rungs.cli.file;

import static java.util.stream.Collectors.joining;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.space.Value;
import dev.rungs.trial.Patience;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A scheduler's kind and settings as a sweep file has them. */
final class SchedulerSettings {

  private static final String TYPE = "type";
  private static final String PATIENT = "patient";

  /** Where a setting that no one has written is said to stand, for messages. */
  @FunctionalInterface
  interface Place {
    Span of(String key, String value);
  }

  private SchedulerSettings() {}

  /** Returns the word that selects a scheduler in a sweep file, and its settings, for people. */
  static String words(Scheduler scheduler) {
    if (scheduler instanceof Patient patient) {
      return words(patient.of()) + SchedulerReader.words(patient.patience());
    }
    return KindReader.words(kind(scheduler), settings(scheduler));
  }

  /**
   * Returns a section with what it does not say of a scheduler taken from another one, as far as
   * that has it: its kind and the settings of the same name.
   */
  static Fields fill(Fields section, Scheduler own, Place place) {
    boolean same = section.field(TYPE).isEmpty();
    if (own instanceof Patient patient) {
      boolean held = same && section.field(PATIENT).isEmpty();
      Fields filled = held ? section.with(field(patient.patience(), place)) : section;
      return fill(filled, patient.of(), place);
    }
    Fields filled =
        same ? section.with(field(TYPE, new Value.Text(kind(own).name()), place)) : section;
    List<Setting> settings = kind(filled).map(Kind::settings).orElse(List.of());
    for (Setting setting : settings) {
      Optional<Value> value = settings(own).value(setting.name());
      if (value.isPresent() && filled.field(setting.name()).isEmpty()) {
        filled = filled.with(field(setting.name(), value.get(), place));
      }
    }
    return filled;
  }

  private static Field field(Patience patience, Place place) {
    Field epochs = field("epochs", new Value.Int(patience.epochs()), place);
    Field improve = field("improve", new Value.Real(patience.improve()), place);
    return new Field(
        PATIENT, epochs.key(), new Fields(List.of(epochs, improve), epochs.value().span()));
  }

  private static Field field(String key, Value value, Place place) {
    Span at = place.of(key, value.toString());
    return new Field(key, at, new Scalar(value.toString(), Optional.of(value), at));
  }

  /** Returns the kind that a section selects, or the one that is meant. */
  private static Optional<Kind<? extends Scheduler>> kind(Fields section) {
    List<String> names = Schedulers.ALL.stream().<String>map(Kind::name).toList();
    Optional<String> word =
        section
            .field(TYPE)
            .map(Field::value)
            .filter(Scalar.class::isInstance)
            .map(type -> ((Scalar) type).text())
            .flatMap(text -> names.contains(text) ? Optional.of(text) : Nearest.to(text, names));
    return word.map(name -> Schedulers.ALL.get(names.indexOf(name)));
  }

  /** The kind that makes an equal one. */
  private static Kind<? extends Scheduler> kind(Scheduler scheduler) {
    Configuration settings = settings(scheduler);
    return Schedulers.ALL.stream()
        .filter(kind -> takes(kind, settings))
        .filter(kind -> kind.make(settings).equals(scheduler))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(scheduler + " is in no registry"));
  }

  private static boolean takes(Kind<?> kind, Configuration settings) {
    return settings.assignments().stream()
            .allMatch(
                each ->
                    kind.setting(each.name())
                        .filter(setting -> setting.problem(each.value()).isEmpty())
                        .isPresent())
        && kind.settings().stream()
            .filter(setting -> setting.presence() instanceof Setting.Presence.Required)
            .allMatch(setting -> settings.has(setting.name()));
  }

  /** A bound that is infinite is one that was not given. */
  private static Configuration settings(Scheduler scheduler) {
    return new Configuration(
        Arrays.stream(scheduler.getClass().getRecordComponents())
            .flatMap(
                component ->
                    value(component, scheduler).stream()
                        .map(value -> new Assignment(component.getName(), value)))
            .toList());
  }

  private static Optional<Value> value(RecordComponent component, Scheduler scheduler) {
    try {
      Object value = component.getAccessor().invoke(scheduler);
      if (value instanceof List<?> names) {
        String text = names.stream().map(String::valueOf).collect(joining(", "));
        return text.isEmpty() ? Optional.empty() : Optional.of(new Value.Text(text));
      }
      if (value instanceof Integer whole) {
        return Optional.of(new Value.Int(whole));
      }
      double real = ((Number) value).doubleValue();
      return Double.isFinite(real) ? Optional.of(new Value.Real(real)) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
