package dev.rungs.actors;

import dev.rungs.actors.journal.Journal;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.actors.slot.Checkpoint;
import dev.rungs.actors.slot.CheckpointStore;
import dev.rungs.sweep.Cut;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepName;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialLog;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep whose history is that of another one up to some event; it has yet to go on.
 *
 * <p>It shares nothing with the other but the data of checkpoints that neither ever changes, so
 * either may go on, be given other limits or be deleted.
 *
 * @param sweep what it is at its start, as the other was at that event; nothing trains
 * @param needed how many trials would go on from a checkpoint
 * @param lost those whose checkpoints the other sweep has deleted since; they train from the start
 * @param older those of which only the checkpoint before the newest is left
 */
public record Fork(
    String id,
    String from,
    long event,
    SweepState sweep,
    int needed,
    List<TrialId> lost,
    List<TrialId> older) {

  public Fork {
    lost = List.copyOf(lost);
    older = List.copyOf(older);
  }

  /**
   * Makes a fork.
   *
   * @param from the other sweep, which may run in this process
   * @param event the number of the last event that both share, from 1
   * @param id the new sweep's
   * @param clock for the time of the fork
   * @throws IllegalArgumentException if {@code from} has no such event, or {@code id} is taken or
   *     no id
   * @throws dev.rungs.actors.journal.JournalException if the history is damaged, or the journal
   *     cannot be written
   */
  public static Fork of(Journal journal, String from, long event, String id, Clock clock) {
    var sweeps = new SweepJournal(journal.directory(), journal.database());
    checkFree(id, sweeps);
    List<Journaled<SweepEvent>> events = sweeps.events(from, 0);
    if (event < 1 || event > events.size()) {
      throw new IllegalArgumentException(
          "event is "
              + event
              + (events.isEmpty()
                  ? ", but no sweep was begun as " + from
                  : ", must be in 1 to " + events.size() + ", the last of " + from));
    }
    return new Making(journal, sweeps, from, id, clock.millis())
        .make(List.copyOf(events.subList(0, (int) event)));
  }

  private static void checkFree(String id, SweepJournal sweeps) {
    SweepName.check("id", id);
    if (sweeps.ids().contains(id)) {
      throw new IllegalArgumentException("id is " + id + ", must be one that no sweep has");
    }
  }

  /** What one fork is made with. */
  private static final class Making {

    private final Journal journal;
    private final SweepJournal sweeps;
    private final String from;
    private final String id;
    private final long now;
    private final List<List<Journaled<TrialEvent>>> histories = new ArrayList<>();
    private final List<TrialId> lost = new ArrayList<>();
    private final List<TrialId> older = new ArrayList<>();
    private int needed;

    Making(Journal journal, SweepJournal sweeps, String from, String id, long now) {
      this.journal = journal;
      this.sweeps = sweeps;
      this.from = from;
      this.id = id;
      this.now = now;
    }

    /** Journals last: what a fork that fails leaves behind is no sweep. */
    Fork make(List<Journaled<SweepEvent>> shared) {
      Cut cut = Cut.of(from, shared.stream().map(Journaled::event).toList());
      var history = new ArrayList<>(shared);
      cut.further().forEach(event -> history.add(new Journaled<>(now, event)));
      try {
        CheckpointStore store = CheckpointStore.open(checkpoints(id));
        for (TrialSummary trial : cut.state().trials()) {
          TrialLog log = copy(trial.id(), cut);
          if (isWanted(trial, cut.state()) && !log.checkpoints().isEmpty()) {
            adopt(trial.id(), log.checkpoints(), store);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the checkpoints of " + id + " cannot be written", e);
      }
      journal.begin(id, history, histories);
      return new Fork(id, from, shared.size(), cut.state(), needed, lost, older);
    }

    private Path checkpoints(String sweep) {
      return Rungs.checkpoints(journal.directory(), sweep);
    }

    private TrialLog copy(TrialId trial, Cut cut) {
      var kept = new ArrayList<Journaled<TrialEvent>>();
      TrialLog log = TrialLog.EMPTY;
      for (Journaled<TrialEvent> each : sweeps.events(from, trial)) {
        var event = cut.kept(trial, log, each.event());
        if (event.isPresent()) {
          kept.add(new Journaled<>(each.atMillis(), event.get()));
          log = log.apply(event.get());
        }
      }
      histories.add(kept);
      return log;
    }

    /**
     * Those that may train on need their models, and the best, which is made once more; unless the
     * other sweep had dropped them by then.
     */
    private static boolean isWanted(TrialSummary trial, SweepState sweep) {
      boolean best = sweep.best().filter(winner -> winner.id().equals(trial.id())).isPresent();
      return (!trial.phase().over() || best) && !sweep.dropped(trial.id());
    }

    private void adopt(TrialId trial, List<CheckpointSaved> saved, CheckpointStore store)
        throws IOException {
      needed++;
      boolean newest = false;
      boolean any = false;
      for (CheckpointSaved each : saved) {
        newest = store.adopt(checkpoints(from), checkpoint(trial, each));
        any |= newest;
      }
      if (!any) {
        lost.add(trial);
      } else if (!newest) {
        older.add(trial);
      }
    }

    private static Checkpoint checkpoint(TrialId trial, CheckpointSaved saved) {
      return new Checkpoint(
          trial, saved.attempt(), saved.epoch(), saved.path(), saved.bytes(), saved.sha256());
    }
  }
}
