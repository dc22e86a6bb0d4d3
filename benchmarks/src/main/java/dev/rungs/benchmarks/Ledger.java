package dev.rungs.benchmarks;

import dev.rungs.actors.SweepUpdate;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.Replay;
import dev.rungs.benchmarks.Tally.Breach;
import dev.rungs.sweep.InvariantBreach;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the victims of one sweep said was safe, held against what its journal says, by a process
 * that takes no part in it.
 */
final class Ledger {

  /** An epoch as one attempt trained it. */
  private record Epoch(int trial, int attempt, int epoch, long lossBits) {}

  private final Task task;
  private final Ground ground;
  private final Tally tally;
  private final Set<Epoch> acknowledged = new HashSet<>();
  private final Map<Long, String> told = new HashMap<>();
  private List<String> before = List.of();

  Ledger(Task task, Ground ground, Tally tally) {
    this.task = task;
    this.ground = ground;
    this.tally = tally;
  }

  /** Takes down what a victim has said, then looks whether all of it is there. */
  void check(Life life) {
    life.lines().forEach(this::take);
    tally.lived(life, where());
    var journal = journal();
    List<Journaled<SweepEvent>> events = journal.events(Task.ID, 0);
    compareDecisions(events);
    Set<Epoch> recorded = new HashSet<>();
    SweepState state = fold(events);
    for (TrialSummary trial : state.created() ? state.trials() : List.<TrialSummary>of()) {
      recorded.addAll(recorded(journal, state, trial));
    }
    acknowledged.stream()
        .filter(epoch -> !recorded.contains(epoch))
        .forEach(epoch -> breach(Breach.LOST, epoch));
  }

  /** The sweep has ended: looks whether everything asked for was done, and counted once. */
  void checkEnd() {
    var journal = journal();
    List<Journaled<SweepEvent>> events = journal.events(Task.ID, 0);
    SweepState state = fold(events);
    for (int number = 0; number < task.trials(); number++) {
      if (number >= state.trials().size() || !done(state.summary(new TrialId(number)).phase())) {
        breach(Breach.MISSING, new TrialId(number));
      }
    }
    long epochs =
        state.trials().stream().mapToLong(trial -> recorded(journal, state, trial).size()).sum();
    if (state.ended().isEmpty() || state.spentEpochs() != epochs) {
      breach(Breach.TWICE, state.spentEpochs() + " are counted of " + epochs);
    }
    tally.sweepEnded(acknowledged.size(), events.size());
  }

  private SweepJournal journal() {
    return new SweepJournal(ground.directory(), ground.database());
  }

  private static boolean done(Phase phase) {
    return phase == Phase.PAUSED || phase == Phase.COMPLETE || phase == Phase.STOPPED;
  }

  private void take(String line) {
    String[] words = line.split(" ", 3);
    if (words[0].equals(Victim.EVENT)) {
      String earlier = told.put(Long.parseLong(words[1]), words[2]);
      if (earlier != null && !earlier.equals(words[2])) {
        breach(Breach.CHANGED, "event " + words[1] + " was told as " + earlier);
      }
      return;
    }
    String[] numbers = line.split(" ", -1);
    acknowledged.add(
        new Epoch(
            Integer.parseInt(numbers[1]),
            Integer.parseInt(numbers[2]),
            Integer.parseInt(numbers[3]),
            Long.parseLong(numbers[4])));
  }

  private void compareDecisions(List<Journaled<SweepEvent>> events) {
    var now = new ArrayList<String>();
    for (Journaled<SweepEvent> each : events) {
      now.add(
          EventJson.line(new SweepUpdate.Decided(now.size() + 1, each.atMillis(), each.event())));
    }
    told.forEach(
        (number, text) -> {
          if (number > now.size() || !now.get((int) (number - 1)).equals(text)) {
            breach(Breach.CHANGED, "event " + number + " was told as " + text);
          }
        });
    if (now.size() < before.size() || !now.subList(0, before.size()).equals(before)) {
      breach(Breach.CHANGED, "the journal held " + before.size() + " events that it does not now");
    }
    before = now;
    try {
      Replay.of(events.stream().map(Journaled::event).toList())
          .differences()
          .forEach(difference -> breach(Breach.CHANGED, difference));
    } catch (InvariantBreach e) {
      breach(Breach.CHANGED, e);
    }
  }

  /** Returns the epochs of a trial as the journal holds them. */
  private Set<Epoch> recorded(SweepJournal journal, SweepState state, TrialSummary trial) {
    var recorded = new HashSet<Epoch>();
    var truth = new Walk.Model(x(trial), state.seed(trial.id()));
    int last = 0;
    for (var each : journal.events(Task.ID, trial.id())) {
      if (each.event() instanceof EpochsReported reported) {
        for (Report report : reported.reports()) {
          double loss = task.objective().loss(report.metrics());
          recorded.add(
              new Epoch(
                  trial.id().number(),
                  reported.attempt(),
                  report.epoch(),
                  Double.doubleToLongBits(loss)));
          if (report.epoch() != ++last) {
            breach(Breach.TWICE, trial.id() + " has epoch " + report.epoch() + " as its " + last);
          } else if (task.kind() == Task.Kind.WALK && truth.step() != loss) {
            breach(Breach.WRONG, trial.id() + " has " + loss + " at epoch " + report.epoch());
          }
        }
      }
    }
    return recorded;
  }

  private double x(TrialSummary trial) {
    return task.kind() == Task.Kind.WALK ? trial.configuration().real("x") : 0;
  }

  private static SweepState fold(List<Journaled<SweepEvent>> events) {
    var state = new SweepState();
    events.forEach(each -> state.apply(each.event()));
    return state;
  }

  private String where() {
    return "sweep of seed " + task.seed();
  }

  private void breach(Breach breach, Object what) {
    tally.breach(breach, where() + ": " + what);
  }
}
