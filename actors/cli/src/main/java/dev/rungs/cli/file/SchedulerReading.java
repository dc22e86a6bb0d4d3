package dev.rungs.cli.file;

import dev.rungs.cli.file.KindReader.Chosen;
import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
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
    Fields filled = filled(given, command, own);
    Section root =
        Section.of(
            filled, "", source.start(), List.of(SchedulerReader.KEY), "this command", findings);
    Optional<Chosen<Scheduler>> chosen =
        new SchedulerReader(Schedulers.ALL).read(root, SchedulerReader.KEY);
    return chosen.isEmpty() || findings.errors() > 0
        ? new Invalid(new Problems(source, findings.all()))
        : new Valid(chosen.get().made(), chosen.get().words());
  }

  private static Fields filled(Fields root, String command, Scheduler own) {
    Field given =
        root.field(SchedulerReader.KEY)
            .orElse(
                new Field(SchedulerReader.KEY, root.span(), new Fields(List.of(), root.span())));
    if (!(given.value() instanceof Fields section)) {
      return root;
    }
    Fields filled =
        SchedulerSettings.fill(
            section, own, (key, value) -> place(command, SchedulerReader.KEY + "." + key, value));
    return root.with(new Field(given.name(), given.key(), filled));
  }

  /** Returns where the value would stand if the option had been given. */
  private static Span place(String command, String path, String value) {
    String text = path + "=" + value;
    return new Span(
        Source.of(command, text), 1, path.length() + 2, text.codePointCount(0, text.length()) + 1);
  }

  /** Returns the word that selects a scheduler in a sweep file, and its settings, for people. */
  static String words(Scheduler scheduler) {
    return SchedulerSettings.words(scheduler);
  }
}
