package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.Ladder;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second, naive fold of a sweep's events: it keeps everything, sums and sorts anew each time, and
 * knows the rules from their descriptions alone.
 */
final class Auditor {

  private static final class Book {
    final TrialId trial;
    final int bracket;
    Phase phase = Phase.QUEUED;
    int rung;
    int attempt;
    int epoch;
    int retries;
    int crashes;
    boolean outOfMemory;
    Outcome outcome = new Outcome.Interrupted(0);
    Best told = Best.NONE;
    Best best = Best.NONE;
    int lastEpoch;
    double last = Double.NaN;

    Book(TrialId trial, int bracket) {
      this.trial = trial;
      this.bracket = bracket;
    }
  }

  private record Place(int bracket, int rung) {}

  private record Arrival(TrialId trial, double loss) {
    boolean before(Arrival other) {
      int byLoss = Double.compare(loss, other.loss);
      return byLoss < 0 || (byLoss == 0 && trial.number() < other.trial.number());
    }
  }

  private final SweepSpec spec;
  private StopRules stop;
  private final List<Book> books = new ArrayList<>();
  private final Map<Place, List<Arrival>> arrivals = new HashMap<>();
  private final Map<Place, Integer> promoted = new HashMap<>();
  private final List<TrialId> toJudge = new ArrayList<>();
  private boolean paused;
  private boolean stopping;
  private boolean ended;

  Auditor(SweepSpec spec) {
    this.spec = spec;
    this.stop = spec.stop();
  }

  /** Checks an event against those before it. */
  void fold(SweepEvent event) {
    if (event instanceof TrialSuggested suggested) {
      onSuggested(suggested);
    } else if (event instanceof SegmentGranted granted) {
      onGranted(granted);
    } else if (event instanceof SegmentEnded over) {
      onSegmentEnded(over);
    } else if (event instanceof TrialRequeued requeued) {
      onRequeued(requeued);
    } else if (event instanceof RungReached reached) {
      onRungReached(reached);
    } else if (event instanceof TrialJudged judged) {
      onJudged(judged);
    } else if (event instanceof TrialFailed failure) {
      onFailed(failure);
    } else if (event instanceof StopRulesChanged changed) {
      stop = changed.stop();
      stopping = false;
      ended = false;
    } else if (event instanceof SweepPaused) {
      paused = true;
    } else if (event instanceof SweepResumed) {
      paused = false;
    } else if (event instanceof SweepStopping) {
      stopping = true;
    } else if (event instanceof SweepEnded) {
      assertThat(stopping).isTrue();
      ended = true;
    }
  }

  private void onSuggested(TrialSuggested suggested) {
    assertThat(suggested.trial().number()).isEqualTo(books.size());
    assertThat(books.size()).isLessThan(stop.trials());
    assertThat(spec.space().problems(suggested.configuration())).isEmpty();
    books.add(new Book(suggested.trial(), suggested.bracket()));
    checkBudget();
    checkWindow();
  }

  private void onGranted(SegmentGranted granted) {
    Book book = book(granted.trial());
    assertThat(paused || stopping || ended).as("grants while it must not").isFalse();
    assertThat(book.phase).isEqualTo(Phase.QUEUED);
    assertThat(granted.attempt()).isEqualTo(book.attempt + 1);
    assertThat(granted.untilEpoch()).isEqualTo(until(book));
    book.phase = Phase.RUNNING;
    book.attempt = granted.attempt();
    long training = books.stream().filter(each -> each.phase == Phase.RUNNING).count();
    boolean apart =
        books.stream()
            .filter(each -> each.phase == Phase.RUNNING)
            .anyMatch(each -> each.outOfMemory || each.crashes >= 2);
    assertThat(!apart || training == 1).as("a trial that is set apart trains alone").isTrue();
  }

  private void onSegmentEnded(SegmentEnded over) {
    Book book = book(over.trial());
    boolean further = over.outcome().epoch() > book.epoch;
    boolean crashed =
        over.outcome() instanceof Outcome.Failed failure && failure.kind() == FailureKind.CRASHED;
    book.crashes = (further ? 0 : book.crashes) + (crashed ? 1 : 0);
    assertThat(book.phase).isEqualTo(Phase.RUNNING);
    assertThat(over.attempt()).isEqualTo(book.attempt);
    assertThat(over.outcome().epoch()).isLessThanOrEqualTo(until(book));
    book.epoch = Math.max(book.epoch, over.outcome().epoch());
    book.outcome = over.outcome();
    book.told = over.best();
    book.phase = Phase.ARRIVED;
    if (spec.order() instanceof Order.Replay) {
      book.best = book.told;
    }
  }

  private void onRequeued(TrialRequeued requeued) {
    Book book = book(requeued.trial());
    assertThat(book.phase).isEqualTo(Phase.ARRIVED);
    if (book.outcome instanceof Outcome.Failed failure) {
      switch (failure.kind()) {
        case LOST -> {}
        case CRASHED ->
            assertThat(spec.retry().deaths() == 0 || book.crashes < spec.retry().deaths())
                .as("is given up after so many deaths")
                .isTrue();
        default -> {
          assertThat(spec.retry().on()).contains(failure.kind());
          assertThat(++book.retries).isLessThanOrEqualTo(spec.retry().times());
        }
      }
      if (failure.kind() == FailureKind.OUT_OF_MEMORY) {
        assertThat(book.outOfMemory).as("is tried again once").isFalse();
        book.outOfMemory = true;
      }
    }
    book.phase = Phase.QUEUED;
  }

  private void onRungReached(RungReached reached) {
    Book book = book(reached.trial());
    assertThat(book.phase).isEqualTo(Phase.ARRIVED);
    assertThat(reached.rung()).isEqualTo(book.rung);
    Report report;
    if (book.outcome instanceof Outcome.Reached whole) {
      report = whole.report();
      assertThat(report.epoch()).isEqualTo(until(book));
      assertSame(reached.loss(), spec.objective().loss(report.metrics()));
    } else {
      report = ((Outcome.EndedEarly) book.outcome).report();
      assertThat(reached.loss()).isNaN();
    }
    book.lastEpoch = report.epoch();
    book.last = spec.objective().loss(report.metrics());
    arrive(book, reached.loss());
    toJudge.add(reached.trial());
  }

  private void onFailed(TrialFailed failure) {
    Book book = book(failure.trial());
    assertThat(book.phase).isEqualTo(Phase.ARRIVED);
    Outcome.Failed outcome = (Outcome.Failed) book.outcome;
    assertThat(failure.kind()).isEqualTo(outcome.kind()).isNotEqualTo(FailureKind.LOST);
    assertThat(hasRetryLeft(book, failure.kind())).as("%s has a retry left", failure).isFalse();
    arrive(book, Double.NaN);
    book.phase = Phase.FAILED;
  }

  private boolean hasRetryLeft(Book book, FailureKind kind) {
    if (kind == FailureKind.CRASHED) {
      return book.crashes < spec.retry().deaths();
    }
    return spec.retry().on().contains(kind)
        && book.retries < spec.retry().times()
        && !(kind == FailureKind.OUT_OF_MEMORY && book.outOfMemory);
  }

  private void arrive(Book book, double loss) {
    List<Arrival> there = arrivals(book);
    assertThat(there).as("arrives once").noneMatch(other -> other.trial().equals(book.trial));
    there.add(new Arrival(book.trial, loss));
    book.best = book.told;
  }

  private void onJudged(TrialJudged judged) {
    Book book = book(judged.trial());
    Verdict verdict = judged.verdict();
    if (verdict instanceof Verdict.Promote promote) {
      onPromoted(book, promote);
      return;
    }
    assertThat(toJudge).as("judged once per rung, at once").containsExactly(book.trial);
    toJudge.clear();
    if (verdict instanceof Verdict.Continue on) {
      checkStanding(book, on.standing());
      assertThat(on.standing().passes()).isTrue();
      climb(book, on.untilEpoch());
    } else if (verdict instanceof Verdict.Pause pause) {
      checkStanding(book, pause.standing());
      assertThat(pause.standing().loss()).isNotNaN();
      book.phase = Phase.PAUSED;
    } else if (verdict instanceof Verdict.Stop stopped) {
      checkStanding(book, stopped.standing());
      assertThat(stopped.standing().passes()).isFalse();
      book.phase = Phase.STOPPED;
    } else {
      boolean early = book.outcome instanceof Outcome.EndedEarly;
      assertThat(early || book.rung == ladder(book).top()).as("is complete").isTrue();
      book.phase = Phase.COMPLETE;
    }
  }

  private void onPromoted(Book book, Verdict.Promote promote) {
    assertThat(book.phase).isEqualTo(Phase.PAUSED);
    checkStanding(book, promote.standing());
    assertThat(promote.standing().passes()).isTrue();
    int leaving = promoted.merge(new Place(book.bracket, book.rung), 1, Integer::sum);
    assertThat(leaving).isLessThanOrEqualTo(arrivals(book).size() / Sweeps.ETA);
    climb(book, promote.untilEpoch());
  }

  private void climb(Book book, int untilEpoch) {
    book.rung++;
    book.phase = Phase.QUEUED;
    assertThat(untilEpoch).isEqualTo(until(book));
    checkBudget();
    checkWindow();
  }

  private void checkStanding(Book book, Standing standing) {
    List<Arrival> there = arrivals(book);
    Arrival own =
        there.stream().filter(each -> each.trial().equals(book.trial)).findFirst().orElseThrow();
    int passing = there.size() / Sweeps.ETA;
    assertThat(standing.rung()).isEqualTo(book.rung);
    assertThat(standing.bracket()).isEqualTo(book.bracket);
    assertThat(standing.epoch()).isEqualTo(until(book));
    assertSame(standing.loss(), own.loss());
    assertThat(standing.rank())
        .isEqualTo(1 + (int) there.stream().filter(each -> each.before(own)).count());
    assertThat(standing.of()).isEqualTo(there.size());
    assertThat(standing.passing())
        .isEqualTo(spec.scheduler() instanceof AshaStopping ? Math.max(1, passing) : passing);
  }

  /** What is trained or promised never exceeds the limit when something is promised. */
  private void checkBudget() {
    long committed =
        books.stream().mapToLong(book -> underWay(book) ? until(book) : book.epoch).sum();
    assertThat(committed).as("committed epochs").isLessThanOrEqualTo(stop.epochs());
  }

  private void checkWindow() {
    if (spec.order() instanceof Order.Ordered ordered) {
      assertThat(books.stream().filter(Auditor::underWay).count())
          .isLessThanOrEqualTo(ordered.window());
    }
  }

  private static boolean underWay(Book book) {
    return switch (book.phase) {
      case QUEUED, RUNNING, ARRIVED -> true;
      case PAUSED, COMPLETE, STOPPED, FAILED -> false;
    };
  }

  /** Checks what the sweep says of itself. */
  void compare(SweepState state) {
    assertThat(state.size()).isEqualTo(books.size());
    for (Book book : books) {
      TrialSummary summary = state.summary(book.trial);
      assertThat(summary.phase()).as("phase of %s", book.trial).isEqualTo(book.phase);
      assertThat(summary.attempt()).isEqualTo(book.attempt);
      assertThat(summary.rung()).isEqualTo(book.rung);
      assertThat(summary.epoch()).isEqualTo(book.epoch);
      assertThat(summary.untilEpoch()).isEqualTo(until(book));
      assertSame(state.loss(book.trial), book.best.loss());
    }
    assertThat(state.spentEpochs()).isEqualTo(books.stream().mapToLong(book -> book.epoch).sum());
    assertThat(state.running()).isEqualTo(trials(Phase.RUNNING));
    assertThat(state.failed()).isEqualTo(trials(Phase.FAILED).size());
    assertThat(state.ranking().stream().map(TrialSummary::id)).isEqualTo(ranking());
  }

  /** Checks that nothing was left that should have been done. */
  void checkEnd(SweepState state) {
    assertThat(ended).isTrue();
    assertThat(trials(Phase.RUNNING)).isEmpty();
    SweepEnded end = state.ended().orElseThrow();
    boolean exhausted =
        end.ending() == Ending.FINISHED && !end.reason().startsWith("the best has not");
    if (exhausted) {
      assertThat(books).as("nothing is left: %s", end).noneMatch(Auditor::underWay);
    }
  }

  /** NaN is the same as NaN. */
  private static void assertSame(double actual, double expected) {
    assertThat(Double.compare(actual, expected)).as("%s against %s", actual, expected).isZero();
  }

  private List<TrialId> ranking() {
    return books.stream()
        .map(book -> new Arrival(book.trial, result(book)))
        .filter(each -> !Double.isNaN(each.loss()))
        .sorted(Comparator.comparingDouble(Arrival::loss).thenComparing(Arrival::trial))
        .map(Arrival::trial)
        .toList();
  }

  private double result(Book book) {
    if (spec.objective().use() == Objective.Use.BEST) {
      return book.best.loss();
    }
    boolean all = spec.objective().use() == Objective.Use.LAST;
    return all || book.lastEpoch == ladder(book).epoch(ladder(book).top()) ? book.last : Double.NaN;
  }

  private List<TrialId> trials(Phase phase) {
    return books.stream().filter(book -> book.phase == phase).map(book -> book.trial).toList();
  }

  private List<Arrival> arrivals(Book book) {
    return arrivals.computeIfAbsent(new Place(book.bracket, book.rung), at -> new ArrayList<>());
  }

  private int until(Book book) {
    return ladder(book).epoch(book.rung);
  }

  private Ladder ladder(Book book) {
    return spec.scheduler().bracket(book.bracket).ladder();
  }

  private Book book(TrialId trial) {
    return books.get(trial.number());
  }
}
