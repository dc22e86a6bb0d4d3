package dev.rungs.actors;

import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.EarlierSweep;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import java.util.List;

/** Reads what a sweep that is to be created learns from others of its journal. */
public final class Lessons {

  private Lessons() {}

  /**
   * Returns what a sweep learns, of each other that it names; nothing if it names none.
   *
   * @throws IllegalArgumentException if there is no such sweep, or it had another objective
   * @throws dev.rungs.actors.journal.JournalException if one is damaged
   */
  public static List<TrialsLearned> of(SweepSpec spec, SweepJournal sweeps) {
    return EarlierSweep.learn(
        spec, spec.learnFrom().stream().map(id -> earlier(id, sweeps)).toList());
  }

  private static EarlierSweep earlier(String id, SweepJournal sweeps) {
    SweepState state =
        sweeps
            .log(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "learnFrom names " + id + ", must name sweeps that were begun"))
            .state();
    return new EarlierSweep(id, state, trial -> sweeps.reports(id, trial));
  }
}
