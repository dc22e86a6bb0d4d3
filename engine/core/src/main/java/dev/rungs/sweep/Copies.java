package dev.rungs.sweep;

import dev.rungs.schedule.Board;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Promotion;
import dev.rungs.schedule.Rung;
import dev.rungs.space.Configuration;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who copies whom in a population, and which models are kept for it.
 *
 * @param trials the sweep's, by number
 */
record Copies(SweepSpec spec, Population population, Board board, List<TrialState> trials) {

  private static final int EXPLORATIONS = 100;

  /** Returns the copy that a trial becomes which does not pass. */
  Verdict.Exploit exploit(Promotion promotion) {
    Standing at = promotion.standing();
    var chance = new Chance(spec.seed(), promotion.trial());
    TrialId source =
        population.source(board, promotion, chance.generator("source at rung " + at.rung()));
    Configuration explored =
        explored(
            trial(source).heritage.at(at.epoch()),
            at,
            chance.generator("explore at rung " + at.rung()));
    return new Verdict.Exploit(source, at.epoch(), explored, promotion.untilEpoch(), at);
  }

  /** Explores anew what breaks a constraint; if all does, the copy keeps the source's values. */
  private Configuration explored(Configuration source, Standing at, RandomGenerator random) {
    List<Population.Step> past = past(at);
    return Stream.generate(() -> population.explore(spec.space(), source, at.rung(), past, random))
        .limit(EXPLORATIONS)
        .filter(spec.space()::allows)
        .findFirst()
        .orElse(source);
  }

  /** What the population has gained up to a rung, rung by rung, and who has left that already. */
  private List<Population.Step> past(Standing at) {
    var past = new ArrayList<Population.Step>();
    for (int rung = 0; rung <= at.rung(); rung++) {
      for (TrialState trial : trials) {
        if (trial.bracket == at.bracket() && trial.rung > rung) {
          past.add(step(trial, rung, at.rung()));
        }
      }
    }
    return past;
  }

  private Population.Step step(TrialState trial, int rung, int present) {
    Ladder ladder = ladder(trial);
    int from = ladder.epoch(rung);
    int until = ladder.epoch(rung + 1);
    Rung next = board.rung(trial.bracket, rung + 1);
    double gain =
        rung < present && next.holds(trial.id)
            ? (board.rung(trial.bracket, rung).loss(trial.heritage.model(from, until))
                    - next.loss(trial.id))
                / (until - from)
            : Double.NaN;
    return new Population.Step(rung, trial.heritage.at(until), gain);
  }

  /** Returns the epochs at which somebody may yet copy a trial's model, in order. */
  List<Integer> lent(TrialState source) {
    return IntStream.range(0, source.rung)
        .filter(rung -> lent(source, rung))
        .map(ladder(source)::epoch)
        .boxed()
        .toList();
  }

  private boolean lent(TrialState source, int rung) {
    Rung there = board.rung(source.bracket, rung);
    return there.holds(source.id)
        && !Double.isNaN(there.loss(source.id))
        && trials.stream()
            .filter(other -> other.bracket == source.bracket && other != source)
            .anyMatch(other -> mayCopy(other, source, rung));
  }

  /** Returns whether one may yet be judged at a rung, or has not trained on its copy yet. */
  private boolean mayCopy(TrialState other, TrialState source, int rung) {
    if (other.phase.over()) {
      return false;
    }
    int epoch = ladder(source).epoch(rung);
    return other.rung <= rung
        || (other.epoch == epoch
            && other.heritage.model(epoch, other.untilEpoch).equals(source.id));
  }

  private TrialState trial(TrialId id) {
    return trials.get(id.number());
  }

  private Ladder ladder(TrialState trial) {
    return population.bracket(trial.bracket).ladder();
  }
}
