package dev.rungs.cli.file;

import dev.rungs.cli.file.KindReader.Chosen;
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

/** A scheduler read from options alone, by the rules of a sweep file and with its messages. */
public sealed interface SchedulerReading {

  /**
   * A scheduler.
   *
   * @param words its kind and settings, for people
   */
  record Valid(Scheduler scheduler, String words) implements SchedulerReading {}

  /**
   * No scheduler.
   *
   * @param problems at least one error
   */
  record Invalid(Problems problems) implements SchedulerReading {}

  /**
   * Reads a scheduler.
   *
   * @param command what the options belong to, for messages
   * @param setters of paths that start with {@code scheduler}; the last of a path wins
   * @param own what stands in for options that are not given, as far as it has them: its kind and
   *     the settings of the same name
   */
  static SchedulerReading read(String command, List<Setter> setters, Scheduler own) {
    var findings = new Findings();
    Source source = Source.of(command, "");
    Fields given = new Fields(List.of(), source.start());
    for (Setter setter : setters) {
      given = setter.apply(given, findings);
    }
    Fields filled = filled(given, command, own, findings);
    Section root =
        Section.of(filled, "", source.start(), List.of("scheduler"), "this command", findings);
    Optional<Chosen<Scheduler>> chosen = new SchedulerReader(Schedulers.ALL).read(root);
    return chosen.isEmpty() || findings.errors() > 0
        ? new Invalid(new Problems(source, findings.all()))
        : new Valid(chosen.get().made(), chosen.get().words());
  }

  /** Returns the word that selects a scheduler in a sweep file, and its settings, for people. */
  static String words(Scheduler scheduler) {
    if (scheduler instanceof Patient patient) {
      return words(patient.of()) + SchedulerReader.words(patient.patience());
    }
    return KindReader.words(kind(scheduler), settings(scheduler));
  }

  private static Fields filled(Fields given, String command, Scheduler own, Findings findings) {
    Fields filled = given;
    boolean same = section(given).field("type").isEmpty();
    if (own instanceof Patient patient) {
      if (same && section(given).field("patient").isEmpty()) {
        Patience patience = patient.patience();
        filled = put(filled, command, "patient.epochs", patience.epochs() + "", findings);
        filled = put(filled, command, "patient.improve", patience.improve() + "", findings);
      }
      return filled(filled, command, patient.of(), findings);
    }
    if (same) {
      filled = put(filled, command, "type", kind(own).name(), findings);
    }
    Optional<Kind<? extends Scheduler>> kind =
        section(filled)
            .field("type")
            .map(Field::value)
            .filter(Scalar.class::isInstance)
            .flatMap(type -> kind(((Scalar) type).text()));
    for (Setting setting : kind.map(Kind::settings).orElse(List.of())) {
      Optional<Value> value = settings(own).value(setting.name());
      if (value.isPresent() && section(filled).field(setting.name()).isEmpty()) {
        filled = put(filled, command, setting.name(), value.get().toString(), findings);
      }
    }
    return filled;
  }

  private static Fields put(
      Fields into, String command, String key, String value, Findings findings) {
    return new Setter(command, "scheduler." + key + "=" + value).apply(into, findings);
  }

  private static Fields section(Fields root) {
    return root.field("scheduler")
        .map(Field::value)
        .filter(Fields.class::isInstance)
        .map(Fields.class::cast)
        .orElseGet(() -> new Fields(List.of(), root.span()));
  }

  private static Optional<Kind<? extends Scheduler>> kind(String name) {
    return Schedulers.ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
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
      Number number = (Number) component.getAccessor().invoke(scheduler);
      if (number instanceof Integer) {
        return Optional.of(new Value.Int(number.longValue()));
      }
      double real = number.doubleValue();
      return Double.isFinite(real) ? Optional.of(new Value.Real(real)) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
