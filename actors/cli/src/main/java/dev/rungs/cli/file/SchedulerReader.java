package dev.rungs.cli.file;

import dev.rungs.cli.file.KindReader.Chosen;
import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Stopping;
import dev.rungs.space.Kind;
import dev.rungs.trial.Patience;
import java.util.List;
import java.util.Optional;

/**
 * Reads the section {@code scheduler}: a kind and its settings, and {@code patient}, which holds
 * back any kind that stops at once.
 */
final class SchedulerReader {

  static final String KEY = "scheduler";

  private static final String PATIENT = "patient";

  /** Its authors name the scheduler and the sampler together so. */
  private static final String BOHB = "bohb";

  private final KindReader<Scheduler> kinds;

  SchedulerReader(List<Kind<? extends Scheduler>> kinds) {
    this.kinds = new KindReader<>(kinds, List.of("unit", PATIENT));
  }

  /** Returns what a section of such a key selects; if there is no section, the default. */
  Optional<Chosen<Scheduler>> read(Section root, String key) {
    Optional<Scalar> type =
        root.field(key)
            .flatMap(field -> Section.peek(field.value(), "type"))
            .map(Field::value)
            .filter(Scalar.class::isInstance)
            .map(Scalar.class::cast);
    if (type.isPresent() && type.get().text().equals(BOHB)) {
      root.findings()
          .add(
              Problem.of(
                      Code.UNKNOWN_WORD,
                      type.get().span(),
                      key + ".type",
                      "'bohb' is a sampler; the scheduler that goes with it is hyperband")
                  .help("scheduler: {type: hyperband, ...}, sampler: {type: bohb}"));
      return Optional.empty();
    }
    return kinds.read(root, key).flatMap(SchedulerReader::patient);
  }

  private static Optional<Chosen<Scheduler>> patient(Chosen<Scheduler> chosen) {
    Section section = chosen.section();
    if (!section.has(PATIENT)) {
      return Optional.of(chosen);
    }
    Section patient = section.child(PATIENT, List.of("epochs", "improve"));
    patient.require("epochs", "a whole number >= 1");
    int epochs = patient.count("epochs", 1, 1);
    double improve = patient.number("improve", 0, 0);
    if (chosen.made() instanceof Stopping stopping) {
      var held = new Patient(stopping, new Patience(epochs, improve));
      return Optional.of(new Chosen<>(held, chosen.words() + words(held.patience()), section));
    }
    section
        .field(PATIENT)
        .ifPresent(
            field ->
                section
                    .findings()
                    .add(
                        Problem.of(
                                Code.SETTINGS,
                                field.key(),
                                section.path(PATIENT),
                                "patient holds back what stops trials at once, which this"
                                    + " scheduler does not do")
                            .label("must come with asha-stop, median, percentile or threshold")));
    return Optional.empty();
  }

  /** Returns {@code , patient 5}, and by how much an epoch must improve if that is anything. */
  static String words(Patience patience) {
    return ", patient "
        + patience.epochs()
        + (patience.improve() > 0 ? " improve " + patience.improve() : "");
  }
}
