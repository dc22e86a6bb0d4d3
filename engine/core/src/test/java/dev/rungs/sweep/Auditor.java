package dev.rungs.sweep;

import static dev.rungs.sweep.Violation.require;
import static dev.rungs.sweep.Violation.requireSame;

import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AsyncHyperband;
import dev.rungs.schedule.Board;
import dev.rungs.schedule.Bounds;
import dev.rungs.schedule.Bracket;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Stopping;
import dev.rungs.space.Configuration;
import dev.rungs.space.Value;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SchedulerRaised;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepOpened;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Best;
import dev.rungs.trial.Chance;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Limit;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.Score;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A second, naive fold of a sweep's events: it keeps everything, sums and ranks anew each time, and
 * knows the rules from their descriptions alone. Each answer is checked against its question, each
 * event against those before it, and the sweep's own account of the trials an answer was about
 * after it; {@link #compareAll} compares the whole account.
 *
 * <p>Of the ten invariants of the whole system it watches over these, as far as they are the
 * decision core's:
 *
 * <ul>
 *   <li>I2, no epoch counts twice: spent epochs are the sum of each trial's last one;
 *   <li>I3, each decision is taken once and is the right one: ranks, shares and cohorts are counted
 *       again from what has arrived, ties and NaN included; limits, pauses, the budget and the
 *       rules of retry hold at every grant, start and promotion;
 *   <li>I4, no trial is lost: whoever is to train again waits, and nothing is left when the sweep
 *       ends by itself;
 *   <li>I5, one attempt has effect: only the end of the attempt that was granted last counts;
 *   <li>I6, the best is the best of what has arrived, and its test data is opened once;
 *   <li>I7, poison harms nobody else: a trial that is set apart trains alone, and is given up when
 *       its deaths are too many;
 *   <li>I8, progress: no slot idles while somebody may train, and a stop rule that holds stops the
 *       sweep, no other does;
 *   <li>I10, honesty: what is asked has its effect if it may, and none otherwise.
 * </ul>
 *
 * <p>The rest of I3 and I6, that a fold of the journal decides the same again and that in order any
 * arrival does, is for {@link World} and {@link Campaign} to check; the rest of I2 and I5, that
 * each epoch is recorded once and by the last attempt, for {@link TrialDesk}. Durability (I1) and
 * bounds (I9) are not the core's.
 */
final class Auditor {

  private static final int DEATHS_TO_SET_APART = 2;

  private static final class Book {
    final TrialId trial;
    final int bracket;
    Ladder ladder;
    Phase phase = Phase.QUEUED;
    int rung;
    int attempt;
    int epoch;

    /** How many of its epochs came with copies of others and were never trained. */
    int copied;

    /** What it trains its first epochs with. */
    Configuration first;

    Configuration configuration;
    final List<Verdict.Exploit> copies = new ArrayList<>();

    /** How the model came about that it had on arriving at each rung. */
    final Map<Integer, List<Leg>> lineages = new HashMap<>();

    int retries;
    int crashes;
    boolean outOfMemory;
    Outcome outcome = new Outcome.Interrupted(0);
    Best told = Best.NONE;
    Best best = Best.NONE;
    Best last = Best.NONE;

    /** In {@link Order.Ordered}: when the imagined slot finishes, and its number. */
    long finish;

    long turn;

    Book(TrialId trial, Configuration configuration, int bracket, Ladder ladder) {
      this.trial = trial;
      this.first = configuration;
      this.configuration = configuration;
      this.bracket = bracket;
      this.ladder = ladder;
    }

    int until() {
      return ladder.epoch(rung);
    }

    boolean underWay() {
      return phase == Phase.QUEUED || phase == Phase.RUNNING || phase == Phase.ARRIVED;
    }

    boolean setApart() {
      return outOfMemory || crashes >= DEATHS_TO_SET_APART;
    }

    @Override
    public String toString() {
      return trial + " " + phase + " rung " + rung + " attempt " + attempt + " epoch " + epoch;
    }
  }

  private record Place(int bracket, int rung) {}

  private record Arrival(Book book, double loss) {
    boolean before(Arrival other) {
      int byLoss = Double.compare(loss, other.loss);
      return byLoss < 0 || (byLoss == 0 && book.trial.number() < other.book.trial.number());
    }
  }

  private SweepSpec spec;
  private final Worth worth;
  private final int eta;
  private final boolean ordered;
  private StopRules stop;
  private final List<Book> books = new ArrayList<>();
  private final List<Book> touched = new ArrayList<>();
  private final Map<Place, List<Arrival>> arrivals = new HashMap<>();
  private final Map<Place, Integer> promoted = new HashMap<>();
  private final List<Bounds.Arrival> inOrder = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();
  private final List<Configuration> given = new ArrayList<>();
  private int givenUsed;
  private int learned;
  private boolean spaceUsedUp;
  private final List<Book> toJudge = new ArrayList<>();
  private Optional<Pauser> paused = Optional.empty();
  private boolean stopping;
  private boolean ended;
  private Optional<WinnerTested> tested = Optional.empty();
  private long events;
  private double reference = Double.NaN;
  private int quiet;
  private long clock;
  private long turns;
  private long lastMillis;
  private long spentMillis;

  Auditor(SweepSpec spec) {
    this.spec = spec;
    this.worth = new Worth(spec);
    this.eta = Scenario.eta(spec.scheduler());
    this.ordered = spec.order() instanceof Order.Ordered;
    this.stop = spec.stop();
    given.addAll(spec.startWith());
  }

  // ----------------------------------------------------------------------- answers to questions

  /** Checks that an answer answers its question; whether its events may follow, the fold does. */
  void check(Question question, List<SweepEvent> answer) {
    if (question instanceof Question.Done done) {
      var over = new SegmentEnded(done.trial(), done.attempt(), done.outcome(), done.best());
      checkEnds(question, answer, trains(done.trial(), done.attempt()) ? List.of(over) : List.of());
    } else if (question instanceof Question.Silent silent) {
      boolean counts = trains(silent.trial(), silent.attempt());
      checkEnds(question, answer, counts ? List.of(lost(book(silent.trial()))) : List.of());
    } else if (question instanceof Question.Open open) {
      require(answer.get(0) instanceof SweepOpened, "an opened sweep says so", answer);
      checkEnds(question, answer, crashed(open.recorded()));
    } else if (question instanceof Question.Offer offer) {
      checkOffer(offer, answer);
    } else {
      Optional<Boolean> follows = follows(question);
      require(
          follows.isEmpty() || follows.get() != answer.isEmpty(),
          "what is asked has its effect if it may",
          question);
    }
  }

  private Optional<Boolean> follows(Question question) {
    if (question instanceof Question.Pause) {
      return Optional.of(paused.isEmpty() && !ended);
    }
    if (question instanceof Question.Resume resume) {
      boolean may = resume.by() == Pauser.USER || paused.equals(Optional.of(resume.by()));
      return Optional.of(paused.isPresent() && may && !ended);
    }
    if (question instanceof Question.Change change) {
      return Optional.of(!change.stop().equals(stop));
    }
    if (question instanceof Question.Raise raise) {
      return Optional.of(!raise.scheduler().equals(spec.scheduler()));
    }
    if (question instanceof Question.Enqueue) {
      boolean room = books.size() + given.size() - givenUsed < stop.trials();
      return Optional.of(room && !stopping && !ended);
    }
    if (question instanceof Question.Elapsed elapsed) {
      boolean up = !stop.wallClock().isZero() && elapsed.time().compareTo(stop.wallClock()) >= 0;
      return Optional.of(up && !stopping && !ended);
    }
    if (question instanceof Question.Tested measure) {
      return Optional.of(
          ended && wins(measure.measured()) && !tested.filter(this::wins).isPresent());
    }
    return Optional.empty();
  }

  private void checkOffer(Question.Offer offer, List<SweepEvent> answer) {
    if (!answer.isEmpty()) {
      require(answer.size() == 1, "an offer is answered by one event", answer);
      boolean other =
          answer.get(0) instanceof SegmentGranted granted && granted.slot() != offer.slot();
      require(!other, "a grant goes to the slot that was offered", answer);
    }
  }

  private static void checkEnds(
      Question question, List<SweepEvent> answer, List<SegmentEnded> expected) {
    int found = 0;
    for (SweepEvent event : answer) {
      if (event instanceof SegmentEnded over) {
        require(
            found < expected.size() && over.equals(expected.get(found)),
            "only the end of a trial's last attempt counts, as it was told",
            question);
        found++;
      }
    }
    requireSame(found, expected.size(), "number of ends that count", question);
    boolean answered = found > 0 || question instanceof Question.Open;
    require(answered || answer.isEmpty(), "nothing follows from an end that is fenced", question);
  }

  private boolean trains(TrialId trial, int attempt) {
    return book(trial).phase == Phase.RUNNING && book(trial).attempt == attempt;
  }

  private static SegmentEnded lost(Book book) {
    var outcome = new Outcome.Failed(book.epoch, FailureKind.LOST, "slot was silent");
    return new SegmentEnded(book.trial, book.attempt, outcome, book.told);
  }

  private List<SegmentEnded> crashed(Map<TrialId, Integer> recorded) {
    var crashed = new ArrayList<SegmentEnded>();
    for (Book book : books) {
      if (book.phase == Phase.RUNNING) {
        int epoch = Math.max(book.epoch, recorded.getOrDefault(book.trial, 0));
        String message = "the process died while it was in flight";
        var outcome = new Outcome.Failed(epoch, FailureKind.CRASHED, message);
        crashed.add(new SegmentEnded(book.trial, book.attempt, outcome, book.told));
      }
    }
    return crashed;
  }

  // ---------------------------------------------------------------------------------- the fold

  /** Checks an event that is written at a time against those before it. */
  void fold(long millis, SweepEvent event) {
    if (events > 0 && !ended && !(event instanceof SweepOpened)) {
      spentMillis += Math.max(0, millis - lastMillis);
    }
    lastMillis = millis;
    events++;
    if (event instanceof TrialsLearned lesson) {
      onLearned(lesson);
    } else if (event instanceof TrialSuggested suggested) {
      onSuggested(suggested);
    } else if (event instanceof SegmentGranted granted) {
      onGranted(granted);
    } else if (event instanceof SegmentEnded over) {
      onSegmentEnded(over);
    } else if (event instanceof TrialRequeued requeued) {
      onRequeued(requeued);
    } else if (event instanceof ConfigurationChanged changed) {
      onConfigurationChanged(changed);
    } else if (event instanceof RungReached reached) {
      onRungReached(reached);
    } else if (event instanceof TrialJudged judged) {
      onJudged(judged);
    } else if (event instanceof TrialFailed failure) {
      onFailed(failure);
    } else {
      onSweep(event);
    }
  }

  private void onSweep(SweepEvent event) {
    if (event instanceof ConfigurationEnqueued enqueued) {
      given.add(enqueued.configuration());
    } else if (event instanceof SpaceUsedUp) {
      boolean all = spec.space().size().map(size -> size.intValue() == known.size()).orElse(true);
      require(all && givenUsed == given.size(), "the space is used up when all is tried", known);
      spaceUsedUp = true;
    } else if (event instanceof StopRulesChanged changed) {
      stop = changed.stop();
      stopping = false;
      ended = false;
    } else if (event instanceof SchedulerRaised raised) {
      onRaised(raised);
    } else if (event instanceof SweepPaused begun) {
      paused = Optional.of(begun.by());
    } else if (event instanceof SweepResumed) {
      paused = Optional.empty();
    } else if (event instanceof SweepStopping begun) {
      onStopping(begun);
    } else if (event instanceof SweepEnded) {
      require(stopping && !ended && count(Phase.RUNNING) == 0, "ends when nothing trains", event);
      ended = true;
    } else if (event instanceof WinnerTested measured) {
      require(ended && wins(measured), "only the winner is tested", measured);
      require(tested.filter(this::wins).isEmpty(), "a winner is tested once", measured);
      tested = Optional.of(measured);
    }
  }

  /** The ladder has more rungs on top; whoever was at the old top with a value may climb on. */
  private void onRaised(SchedulerRaised raised) {
    Ladder ladder = raised.scheduler().bracket(0).ladder();
    List<Integer> rungs = spec.scheduler().bracket(0).ladder().epochs();
    boolean higher = ladder.epochs().size() > rungs.size();
    require(
        higher && ladder.epochs().subList(0, rungs.size()).equals(rungs),
        "only the top rises",
        raised);
    for (Book book : books) {
      boolean top = book.phase == Phase.COMPLETE && book.rung == rungs.size() - 1;
      if (top
          && arrivals(book.bracket, book.rung).stream()
              .anyMatch(there -> there.book() == book && !Double.isNaN(there.loss()))) {
        book.phase = Phase.PAUSED;
      }
      book.ladder = ladder;
      touched.add(book);
    }
    spec = spec.withScheduler(raised.scheduler(), raised.shadows());
    stopping = false;
    ended = false;
  }

  private void onSuggested(TrialSuggested suggested) {
    requireSame(suggested.trial().number(), books.size(), "number of a new trial", suggested);
    require(!closed(), "no trial starts beyond the limits", suggested);
    require(!stopping && !ended, "no trial starts while the sweep ends", suggested);
    require(!promotionDue(), "a promotion goes before a new trial", suggested);
    checkConfiguration(suggested);
    Ladder ladder = spec.scheduler().bracket(suggested.bracket()).ladder();
    var book = new Book(suggested.trial(), suggested.configuration(), suggested.bracket(), ladder);
    books.add(book);
    touched.add(book);
    commit(book, book.until());
  }

  private void onLearned(TrialsLearned lesson) {
    require(books.isEmpty(), "what is learned comes before the first trial", lesson);
    for (Learned each : lesson.learned()) {
      require(spec.space().problems(each.configuration()).isEmpty(), "lies in the space", each);
      known.add(each.configuration());
      learned++;
    }
  }

  private void checkConfiguration(TrialSuggested suggested) {
    Configuration configuration = suggested.configuration();
    if (givenUsed < given.size()) {
      requireSame(configuration, given.get(givenUsed), "configuration", "given ones go first");
      givenUsed++;
    } else {
      require(!spaceUsedUp, "nothing is suggested from a space that is used up", suggested);
      require(!known.contains(configuration), "a suggestion is new", suggested);
    }
    require(spec.space().problems(configuration).isEmpty(), "lies in the space", suggested);
    known.add(configuration);
  }

  private void onGranted(SegmentGranted granted) {
    Book book = touch(granted.trial());
    require(paused.isEmpty(), "nothing is granted while the sweep is paused", granted);
    require(!stopping && !ended, "nothing is granted while the sweep ends", granted);
    require(book.phase == Phase.QUEUED, "only who waits is granted", book);
    requireSame(granted.attempt(), book.attempt + 1, "attempt", granted);
    requireSame(granted.untilEpoch(), book.until(), "end of a segment", granted);
    book.phase = Phase.RUNNING;
    book.attempt = granted.attempt();
    require(
        !trainsApart() || count(Phase.RUNNING) == 1,
        "a trial that is set apart trains alone",
        granted);
  }

  private boolean trainsApart() {
    for (Book book : books) {
      if (book.phase == Phase.RUNNING && book.setApart()) {
        return true;
      }
    }
    return false;
  }

  private void onSegmentEnded(SegmentEnded over) {
    Book book = touch(over.trial());
    boolean further = over.outcome().epoch() > book.epoch;
    boolean crashed =
        over.outcome() instanceof Outcome.Failed failure && failure.kind() == FailureKind.CRASHED;
    book.crashes = (further ? 0 : book.crashes) + (crashed ? 1 : 0);
    require(book.phase == Phase.RUNNING, "only a segment that trains ends", book);
    requireSame(over.attempt(), book.attempt, "attempt", over);
    require(over.outcome().epoch() <= book.until(), "a segment ends at its rung", over);
    book.epoch = Math.max(book.epoch, over.outcome().epoch());
    book.outcome = over.outcome();
    book.told = over.best();
    book.phase = Phase.ARRIVED;
    if (!ordered) {
      book.best = book.told;
      known.add(book.first);
    }
  }

  private void onRequeued(TrialRequeued requeued) {
    Book book = touch(requeued.trial());
    require(book.phase == Phase.ARRIVED, "only a segment that ended is to train again", book);
    require(again(book), "whoever is to train again may", requeued);
    require(lighter(book).isEmpty(), "who may train with less does", requeued);
    if (book.outcome instanceof Outcome.Failed failure) {
      book.retries += failure.kind().passes() ? 0 : 1;
      book.outOfMemory |= failure.kind() == FailureKind.OUT_OF_MEMORY;
    }
    book.phase = Phase.QUEUED;
  }

  private void onConfigurationChanged(ConfigurationChanged changed) {
    Book book = touch(changed.trial());
    require(book.phase == Phase.ARRIVED, "only a segment that ended is to train again", book);
    require(again(book), "whoever is to train again may", changed);
    requireSame(Optional.of(changed.configuration()), lighter(book), "what is less", changed);
    book.first = changed.configuration();
    book.configuration = changed.configuration();
    book.retries++;
    book.phase = Phase.QUEUED;
  }

  /**
   * Returns what a trial that ran out of memory before its first epoch is to train with: half of
   * its number, rounded down, if that is at least 1. The spaces allow each such number.
   */
  private Optional<Configuration> lighter(Book book) {
    String name = spec.retry().halve();
    boolean memory =
        book.outcome instanceof Outcome.Failed failure
            && failure.kind() == FailureKind.OUT_OF_MEMORY;
    if (!memory || name.isEmpty() || book.epoch > 0 || book.configuration.integer(name) == 1) {
      return Optional.empty();
    }
    Configuration less = Configuration.EMPTY;
    for (var each : book.configuration.assignments()) {
      less =
          less.with(
              each.name(),
              each.name().equals(name)
                  ? new Value.Int(book.configuration.integer(name) / 2)
                  : each.value());
    }
    return Optional.of(less);
  }

  /** Returns whether a segment that ended so is to be trained again. */
  private boolean again(Book book) {
    if (book.outcome instanceof Outcome.Failed failure) {
      return switch (failure.kind()) {
        case LOST -> true;
        case CRASHED -> spec.retry().deaths() == 0 || book.crashes < spec.retry().deaths();
        case OUT_OF_MEMORY -> !book.outOfMemory && retryLeft(book, failure.kind());
        case EXCEPTION, DIVERGED, TIMEOUT -> retryLeft(book, failure.kind());
      };
    }
    return book.outcome instanceof Outcome.Interrupted;
  }

  private boolean retryLeft(Book book, FailureKind kind) {
    return spec.retry().on().contains(kind) && book.retries < spec.retry().times();
  }

  private void onRungReached(RungReached reached) {
    Book book = touch(reached.trial());
    require(book.phase == Phase.ARRIVED && !again(book), "only who is done arrives", book);
    requireSame(reached.rung(), book.rung, "rung", reached);
    require(toJudge.isEmpty(), "each is judged before the next arrives", reached);
    Report report;
    if (book.outcome instanceof Outcome.Reached whole) {
      report = whole.report();
      double loss = spec.objective().loss(report.metrics());
      boolean there = report.epoch() == book.until();
      requireSame(reached.loss(), there ? loss : Double.NaN, "loss at the rung", reached);
    } else {
      requireSame(reached.loss(), Double.NaN, "loss", reached);
      if (diverged(book)) {
        arrive(book, reached.loss());
        toJudge.add(book);
        return;
      }
      require(book.outcome instanceof Outcome.EndedEarly, "who failed reaches no rung", reached);
      report = ((Outcome.EndedEarly) book.outcome).report();
    }
    book.last = worth.at(report);
    arrive(book, reached.loss());
    toJudge.add(book);
  }

  /** In a population who diverges is not lost, and becomes a copy of another. */
  private boolean diverged(Book book) {
    return spec.scheduler() instanceof Population
        && book.outcome instanceof Outcome.Failed failure
        && failure.kind() == FailureKind.DIVERGED;
  }

  private void onFailed(TrialFailed failure) {
    Book book = touch(failure.trial());
    require(book.phase == Phase.ARRIVED, "only a segment that ended fails", book);
    require(book.outcome instanceof Outcome.Failed, "only who failed fails", book.outcome);
    Outcome.Failed outcome = (Outcome.Failed) book.outcome;
    requireSame(failure.kind(), outcome.kind(), "kind of failure", failure);
    require(!again(book), "nobody fails who may try again", failure);
    require(!diverged(book), "nobody fails who may become a copy", failure);
    arrive(book, Double.NaN);
    book.phase = Phase.FAILED;
  }

  private void arrive(Book book, double loss) {
    List<Arrival> there = arrivals(book.bracket, book.rung);
    for (Arrival other : there) {
      require(other.book() != book, "arrives at a rung once", book);
    }
    there.add(new Arrival(book, loss));
    inOrder.add(new Bounds.Arrival(book.trial, book.rung, loss));
    book.lineages.put(book.rung, lineage(book));
    if (ordered) {
      for (Book other : books) {
        boolean earlier =
            other.finish == book.finish ? other.turn < book.turn : other.finish < book.finish;
        require(!(other.underWay() && earlier), "arrives in its turn", other);
      }
      clock = book.finish;
    }
    book.best = book.told;
    known.add(book.first);
    standstill(book.rung == 0);
  }

  private void standstill(boolean first) {
    double best = best().map(book -> result(book).loss()).orElse(Double.NaN);
    boolean fell = best < reference - stop.plateau().improve() * Math.abs(reference);
    if (fell || (Double.isNaN(reference) && !Double.isNaN(best))) {
      reference = best;
      quiet = 0;
    } else if (first) {
      quiet++;
    }
  }

  private void onJudged(TrialJudged judged) {
    Book book = touch(judged.trial());
    Verdict verdict = judged.verdict();
    if (verdict instanceof Verdict.Promote promote) {
      onPromoted(book, promote);
      return;
    }
    if (verdict instanceof Verdict.Exploit exploit) {
      onExploited(book, exploit);
      return;
    }
    require(toJudge.equals(List.of(book)), "judged once per rung, at once", judged);
    toJudge.clear();
    if (verdict instanceof Verdict.Continue on) {
      checkStanding(book, on.standing());
      require(on.standing().passes(), "only the best train on", judged);
      climb(book, on.untilEpoch());
    } else if (verdict instanceof Verdict.Pause pause) {
      checkStanding(book, pause.standing());
      boolean waits =
          !Double.isNaN(pause.standing().loss()) || spec.scheduler() instanceof Population;
      require(waits, "no trial without a loss waits", judged);
      book.phase = Phase.PAUSED;
    } else if (verdict instanceof Verdict.Stop stopped) {
      checkStanding(book, stopped.standing());
      require(!stopped.standing().passes(), "nobody who passes is stopped", judged);
      require(!improves(book), "nobody is stopped whom patience keeps", judged);
      book.phase = Phase.STOPPED;
    } else if (verdict instanceof Verdict.Keep keep) {
      requireSame(keep.limit(), limit(book), "bounds", judged);
      require(keep.limit().kept(), "only who keeps its bounds trains on", judged);
      require(!Double.isNaN(arrival(book).loss()), "nobody trains on without a loss", judged);
      climb(book, keep.untilEpoch());
    } else if (verdict instanceof Verdict.Drop dropped) {
      requireSame(dropped.limit(), limit(book), "bounds", judged);
      require(!dropped.limit().kept(), "nobody who keeps its bounds is dropped", judged);
      require(!improves(book), "nobody is dropped whom patience keeps", judged);
      book.phase = Phase.STOPPED;
    } else {
      boolean early = book.outcome instanceof Outcome.EndedEarly;
      boolean top = book.rung == book.ladder.top();
      require(early || top || priced(book), "complete at the top, early or in want", judged);
      book.phase = Phase.COMPLETE;
    }
  }

  private Bounds bounds(Book book) {
    return new Bounds(spec.objective().direction(), inOrder, book.trial);
  }

  private Limit limit(Book book) {
    return bounds(book).limit((Stopping) spec.scheduler());
  }

  /** Returns whether a patient scheduler must not stop a trial where it arrived. */
  private boolean improves(Book book) {
    return spec.scheduler() instanceof Patient patient && bounds(book).improves(patient);
  }

  /** Returns whether a trial that keeps its bounds has to stay because the budget is used up. */
  private boolean priced(Book book) {
    int more = book.ladder.epoch(book.rung + 1) - book.epoch;
    return spec.scheduler() instanceof Stopping && limit(book).kept() && !affordable(more);
  }

  private void onPromoted(Book book, Verdict.Promote promote) {
    require(book.phase == Phase.PAUSED, "only who waits at a rung is promoted", book);
    require(!stopping && !ended, "nobody is promoted while the sweep ends", book);
    require(!awaited(book.bracket, book.rung), "a cohort is complete before it is cut", book);
    checkStanding(book, promote.standing());
    require(promote.standing().passes(), "only the best are promoted", promote);
    checkBestFirst(book);
    int leaving = promoted.merge(new Place(book.bracket, book.rung), 1, Integer::sum);
    int share = passing(arrivals(book.bracket, book.rung).size());
    require(leaving <= share, "no more leave a rung than pass", promote);
    climb(book, promote.untilEpoch());
  }

  private void checkBestFirst(Book book) {
    for (Arrival other : arrivals(book.bracket, book.rung)) {
      boolean waits = other.book().phase == Phase.PAUSED && other.book().rung == book.rung;
      require(!waits || !other.before(arrival(book)), "the best is promoted first", other.book());
    }
  }

  private void onExploited(Book book, Verdict.Exploit exploit) {
    require(book.phase == Phase.PAUSED, "only who waits at a rung becomes a copy", book);
    require(!stopping && !ended, "nobody becomes a copy while the sweep ends", book);
    require(!awaited(book.bracket, book.rung), "a population is complete first", book);
    checkStanding(book, exploit.standing());
    require(!exploit.standing().passes(), "only the worst become copies", exploit);
    checkBestFirst(book);
    List<Arrival> sources = sources(book.bracket, book.rung);
    require(
        sources.stream().anyMatch(each -> each.book().trial.equals(exploit.source())),
        "one of the best with a loss is copied",
        exploit);
    requireSame(exploit.sourceEpoch(), book.until(), "epoch of the copy", exploit);
    checkExplored(book(exploit.source()), book.rung, exploit.configuration());
    book.copied += exploit.sourceEpoch() - book.epoch;
    book.epoch = exploit.sourceEpoch();
    book.configuration = exploit.configuration();
    book.copies.add(exploit);
    climb(book, exploit.untilEpoch());
  }

  /** The values are those of the source but where they may change, and lie in the space. */
  private void checkExplored(Book source, int rung, Configuration explored) {
    require(spec.space().problems(explored).isEmpty(), "lies in the space", explored);
    List<Leg> legs = source.lineages.get(rung);
    Configuration copied = legs.get(legs.size() - 1).configuration();
    List<String> mutable = ((Population) spec.scheduler()).mutable(spec.space());
    for (var each : copied.assignments()) {
      boolean same = explored.value(each.name()).equals(Optional.of(each.value()));
      require(same || mutable.contains(each.name()), "only what may change does", explored);
    }
  }

  /** Returns those at a rung that may be copied: as many of the best as copy, with a loss. */
  private List<Arrival> sources(int bracket, int rung) {
    List<Arrival> there = new ArrayList<>(arrivals(bracket, rung));
    there.sort((one, other) -> one.before(other) ? -1 : 1);
    return there.stream()
        .limit(Math.max(1, there.size() - passing(there.size())))
        .filter(each -> !Double.isNaN(each.loss()))
        .toList();
  }

  /** Returns how the model came about that a trial has now, from its copies' sources. */
  private List<Leg> lineage(Book book) {
    if (book.copies.isEmpty()) {
      return List.of(new Leg(book.trial, seed(book), book.configuration, 0, book.until()));
    }
    Verdict.Exploit last = book.copies.get(book.copies.size() - 1);
    Book source = book(last.source());
    int rung = source.ladder.epochs().indexOf(last.sourceEpoch());
    var legs = new ArrayList<>(source.lineages.get(rung));
    legs.add(new Leg(book.trial, seed(book), book.configuration, last.sourceEpoch(), book.until()));
    return legs;
  }

  private long seed(Book book) {
    return new Chance(spec.seed(), book.trial).seed("training");
  }

  private int passing(int arrived) {
    if (spec.scheduler() instanceof Population population) {
      double copies = Math.ceil(population.quantile() * arrived);
      return arrived - (int) Math.min(copies, Math.floor(arrived / 2.0));
    }
    return arrived / eta;
  }

  private void climb(Book book, int untilEpoch) {
    require(book.rung < book.ladder.top(), "nothing is above the top rung", book);
    book.rung++;
    book.phase = Phase.QUEUED;
    requireSame(untilEpoch, book.until(), "next rung", book);
    commit(book, untilEpoch - book.epoch);
  }

  private void checkStanding(Book book, Standing standing) {
    Arrival own = arrival(book);
    List<Arrival> there = arrivals(book.bracket, book.rung);
    int rank = 1;
    for (Arrival other : there) {
      rank += other.before(own) ? 1 : 0;
    }
    int passing = passing(there.size());
    requireSame(standing.rung(), book.rung, "rung", standing);
    requireSame(standing.bracket(), book.bracket, "bracket", standing);
    requireSame(standing.epoch(), book.until(), "epoch", standing);
    requireSame(standing.loss(), own.loss(), "loss", standing);
    requireSame(standing.rank(), rank, "rank", standing);
    requireSame(standing.of(), there.size(), "arrived", standing);
    boolean atOnce = spec.scheduler() instanceof Stopping;
    requireSame(standing.passing(), atOnce ? Math.max(1, passing) : passing, "passing", standing);
  }

  private Arrival arrival(Book book) {
    for (Arrival each : arrivals(book.bracket, book.rung)) {
      if (each.book() == book) {
        return each;
      }
    }
    throw new Violation(book + " has arrived nowhere");
  }

  /** What is trained or promised never exceeds the limit when something is promised. */
  private void commit(Book book, int epochs) {
    require(affordable(0), "the budget holds what is promised", book);
    if (ordered) {
      int window = ((Order.Ordered) spec.order()).window();
      require(underWay() <= window, "no more are under way than imagined slots", book);
      book.finish = clock + epochs;
      book.turn = turns++;
    }
  }

  // --------------------------------------------------------------------- what ought to happen

  /** Returns whether a promotion out of any rung may be given now. */
  private boolean promotionDue() {
    boolean never = eta == 1 && !(spec.scheduler() instanceof Population);
    if (never || spec.scheduler() instanceof Stopping) {
      return false;
    }
    for (Place place : arrivals.keySet()) {
      if (promotable(place)) {
        return true;
      }
    }
    return false;
  }

  private boolean promotable(Place place) {
    if (spec.scheduler() instanceof Pasha pasha && place.rung() >= open(pasha)) {
      return false;
    }
    List<Arrival> there = arrivals.get(place);
    if (spec.scheduler() instanceof Population) {
      boolean waits =
          there.stream()
              .anyMatch(
                  each -> each.book().phase == Phase.PAUSED && each.book().rung == place.rung());
      boolean helped = !sources(place.bracket(), place.rung()).isEmpty();
      return waits && helped && !awaited(place.bracket(), place.rung());
    }
    int share = there.size() / eta;
    if (promoted.getOrDefault(place, 0) >= share || awaited(place.bracket(), place.rung())) {
      return false;
    }
    for (Arrival each : there) {
      if (each.book().phase == Phase.PAUSED && each.book().rung == place.rung()) {
        int before = 0;
        for (Arrival other : there) {
          before += other.before(each) ? 1 : 0;
        }
        if (before < share) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the highest rung that is open, as a board says that is made anew. */
  private int open(Pasha pasha) {
    var board = new Board();
    books.forEach(book -> board.admit(book.bracket));
    inOrder.forEach(each -> board.arrive(0, each.rung(), each.trial(), each.loss()));
    for (Book book : books) {
      for (int rung = 0; rung < book.rung; rung++) {
        board.promote(0, rung, book.trial);
      }
    }
    return pasha.open(board);
  }

  /** Returns whether a synchronous scheduler has to wait for somebody yet at a rung. */
  private boolean awaited(int bracket, int rung) {
    int size = spec.scheduler().bracket(bracket).size();
    if (size == Bracket.UNBOUNDED) {
      return false;
    }
    int started = 0;
    boolean coming = false;
    boolean wentOn = false;
    for (Book book : books) {
      if (book.bracket == bracket) {
        started++;
        wentOn |= spec.scheduler() instanceof Population && book.rung > 0;
        coming |= book.rung <= rung && book.underWay();
        coming |= book.rung < rung && goesOn(book);
      }
    }
    return coming || (started < size && !closed() && !wentOn);
  }

  /** Returns whether one that waits in a population will go on, once slots are free. */
  private boolean goesOn(Book book) {
    return spec.scheduler() instanceof Population
        && book.phase == Phase.PAUSED
        && !sources(book.bracket, book.rung).isEmpty();
  }

  private boolean closed() {
    return (spaceUsedUp && givenUsed == given.size()) || books.size() >= stop.trials();
  }

  private boolean affordable(long epochs) {
    long committed = epochs;
    for (Book book : books) {
      committed += (book.underWay() ? book.until() : book.epoch) - book.copied;
    }
    return stop.epochs() == StopRules.UNLIMITED || committed <= stop.epochs();
  }

  private void onStopping(SweepStopping begun) {
    require(!stopping && !ended, "a sweep stops once", begun);
    stopping = true;
    switch (begun.ending()) {
      case GOAL -> require(goalReached(), "the goal is reached", begun);
      case GAVE_UP -> require(count(Phase.FAILED) >= stop.failed(), "too many failed", begun);
      case FINISHED -> require(mayFinish(begun.reason()), "a sweep ends by a rule", begun);
      default -> throw new Violation("no rule ends a sweep so: " + begun);
    }
  }

  private boolean mayFinish(String reason) {
    if (reason.startsWith("its time is up")) {
      return elapsed(lastMillis) >= stop.wallClock().toMillis();
    }
    return reason.startsWith("the best has not improved") ? plateau() : finished();
  }

  /**
   * Returns whether nothing is under way and nothing more may be. Whether the next start of several
   * brackets or a promotion fits into what is left of the budget is not counted again.
   */
  private boolean finished() {
    boolean limited = stop.epochs() != StopRules.UNLIMITED;
    boolean cohorts =
        spec.scheduler().bracket(0).size() != Bracket.UNBOUNDED
            || spec.scheduler() instanceof AsyncHyperband;
    boolean mayStart = !closed() && affordable(lowestRung()) && !(cohorts && limited);
    return underWay() == 0 && (promotionDue() ? limited : !mayStart);
  }

  private boolean goalReached() {
    return best().filter(book -> spec.objective().reached(result(book).loss())).isPresent();
  }

  private boolean plateau() {
    return stop.plateau().trials() > 0 && quiet >= stop.plateau().trials();
  }

  /** Checks, when nothing follows any more, that everything that ought to follow has. */
  void checkRest(boolean slotIsFree) {
    require(toJudge.isEmpty(), "who arrived is judged", toJudge);
    if (ended) {
      return;
    }
    if (stopping) {
      require(count(Phase.RUNNING) > 0, "a sweep that stops ends when nothing trains", this);
      return;
    }
    require(!goalReached(), "a sweep stops at its goal", this);
    require(!plateau(), "a sweep stops when its best stands still", this);
    require(count(Phase.FAILED) < stop.failed(), "a sweep gives up after too many", this);
    for (Book book : books) {
      boolean waitsForTurn = ordered && !again(book);
      require(book.phase != Phase.ARRIVED || waitsForTurn, "no trial is lost", book);
    }
    if (slotIsFree && paused.isEmpty() && !trainsApart()) {
      checkNobodyWaits();
    }
  }

  private void checkNobodyWaits() {
    boolean apart = false;
    for (Book book : books) {
      apart |= book.phase == Phase.QUEUED && book.setApart();
    }
    boolean alone = count(Phase.RUNNING) == 0;
    require(apart ? !alone : count(Phase.QUEUED) == 0, "no slot idles while a trial waits", this);
    boolean mayStart = !apart && !closed() && affordable(lowestRung()) && !promotionDue();
    boolean always =
        spec.scheduler() instanceof Asha
            || spec.scheduler() instanceof Pasha
            || spec.scheduler() instanceof Stopping
            || spec.scheduler() instanceof RunToEnd;
    require(ordered || !mayStart || !always, "no slot idles while a trial may start", this);
  }

  private int lowestRung() {
    return spec.scheduler().bracket(0).ladder().epoch(0);
  }

  // --------------------------------------------------------------------------------- comparing

  /** Checks what the sweep says of the trials its last answer was about, and of itself. */
  void compare(SweepState state) {
    for (Book book : touched) {
      compare(state, book);
    }
    touched.clear();
    requireSame(state.size(), books.size(), "trials", this);
    requireSame(state.history().size(), learned + books.size(), "what samplers see", this);
    requireSame(state.spentEpochs(), spent(), "spent epochs", this);
    requireSame(state.failed(), count(Phase.FAILED), "failed", this);
    requireSame(state.paused(), paused.isPresent(), "paused", this);
    requireSame(state.stopping().isPresent(), stopping, "stopping", this);
    requireSame(state.ended().isPresent(), ended, "ended", this);
    requireSame(state.best().map(TrialSummary::id), best().map(book -> book.trial), "best", this);
  }

  /** Checks all that the sweep says. */
  void compareAll(SweepState state) {
    compare(state);
    books.forEach(book -> compare(state, book));
    requireSame(state.running(), trials(Phase.RUNNING), "running", this);
    requireSame(state.stop(), stop, "limits", this);
    requireSame(
        state.ranking().stream().map(TrialSummary::id).toList(), ranking(), "ranking", this);
    requireSame(
        Score.front(state.ranking(), TrialSummary::score).stream()
            .map(TrialSummary::id)
            .collect(Collectors.toSet()),
        front(),
        "front",
        this);
  }

  private void compare(SweepState state, Book book) {
    TrialSummary summary = state.summary(book.trial);
    requireSame(summary.phase(), book.phase, "phase", book);
    requireSame(summary.configuration(), reachedWith(book), "configuration", book);
    if (spec.scheduler() instanceof Population) {
      compareLineage(state, book);
    }
    requireSame(summary.attempt(), book.attempt, "attempt", book);
    requireSame(summary.rung(), book.rung, "rung", book);
    requireSame(summary.epoch(), book.epoch, "epoch", book);
    requireSame(summary.untilEpoch(), book.until(), "until", book);
    require(Worth.same(summary.best(), book.best), "the best is as it was told", book);
    require(Worth.same(summary.counted(), result(book)), "what counts is kept", book);
    requireSame(summary.result(), result(book).loss(), "result", book);
    compareScores(state, book);
  }

  /** What samplers see of a trial is what its best epoch measured. */
  private void compareScores(SweepState state, Book book) {
    Score seen = state.history().score(new TrialId(learned + book.trial.number()));
    requireSame(seen.loss(), book.best.loss(), "loss that samplers see", book);
    if (Double.isNaN(seen.loss())) {
      return;
    }
    requireSame(seen.violation(), worth.broken(book.best), "violation", book);
    requireSame(
        seen.losses().subList(1, seen.losses().size()),
        worth.further(book.best),
        "further losses",
        book);
  }

  /** Returns the values that the epoch of a trial's result was trained with. */
  private Configuration reachedWith(Book book) {
    int epoch = resultEpoch(book);
    Configuration values = book.first;
    for (Verdict.Exploit copy : book.copies) {
      values = epoch == 0 || copy.sourceEpoch() < epoch ? copy.configuration() : values;
    }
    return values;
  }

  /** Whoever may yet be copied is lent, as it was then; what is told of the past is true. */
  private void compareLineage(SweepState state, Book book) {
    book.lineages.forEach(
        (rung, legs) ->
            requireSame(state.lineage(book.trial, book.ladder.epoch(rung)), legs, "lineage", book));
    boolean copying = book.phase == Phase.QUEUED || book.phase == Phase.RUNNING;
    for (Verdict.Exploit copy : book.copies) {
      if (copying && book.epoch == copy.sourceEpoch()) {
        requireLent(state, copy.source(), book.epoch);
      }
    }
    if (book.phase == Phase.PAUSED) {
      for (Arrival source : sources(book.bracket, book.rung)) {
        if (source.book().rung > book.rung) {
          requireLent(state, source.book().trial, book.until());
        }
      }
    }
  }

  private static void requireLent(SweepState state, TrialId source, int epoch) {
    require(state.lent(source).contains(epoch), "who may be copied is kept", source);
  }

  /** Checks that nothing was left that should have been done. */
  void checkEnd(SweepState state) {
    require(ended, "a sweep ends", this);
    compareAll(state);
  }

  /** Returns the milliseconds spent running by a time of the wall's clock. */
  long elapsed(long millis) {
    return spentMillis + (events > 0 && !ended ? Math.max(0, millis - lastMillis) : 0);
  }

  private boolean wins(WinnerTested measured) {
    return best()
        .filter(
            book -> book.trial.equals(measured.trial()) && resultEpoch(book) == measured.epoch())
        .isPresent();
  }

  private int resultEpoch(Book book) {
    return spec.objective().use() == Objective.Use.BEST ? book.best.epoch() : book.last.epoch();
  }

  private Optional<Book> best() {
    Book best = null;
    for (Book book : books) {
      Best result = result(book);
      boolean able = !Double.isNaN(result.loss()) && worth.broken(result) == 0;
      if (able && (best == null || result.loss() < result(best).loss())) {
        best = book;
      }
    }
    return Optional.ofNullable(best);
  }

  private List<TrialId> ranking() {
    return books.stream()
        .filter(book -> !Double.isNaN(result(book).loss()))
        .sorted(
            Comparator.comparing(this::result, worth.bestFirst()).thenComparing(book -> book.trial))
        .map(book -> book.trial)
        .toList();
  }

  private Set<TrialId> front() {
    List<Best> results = books.stream().map(this::result).toList();
    return books.stream()
        .filter(book -> worth.onFront(result(book), results))
        .map(book -> book.trial)
        .collect(Collectors.toSet());
  }

  private Best result(Book book) {
    return switch (spec.objective().use()) {
      case BEST -> book.best;
      case LAST -> book.last;
      case AT_MAX ->
          book.last.epoch() == book.ladder.epoch(book.ladder.top()) ? book.last : Best.NONE;
    };
  }

  private long spent() {
    long spent = 0;
    for (Book book : books) {
      spent += book.epoch - book.copied;
    }
    return spent;
  }

  private int underWay() {
    int count = 0;
    for (Book book : books) {
      count += book.underWay() ? 1 : 0;
    }
    return count;
  }

  private int count(Phase phase) {
    int count = 0;
    for (Book book : books) {
      count += book.phase == phase ? 1 : 0;
    }
    return count;
  }

  private List<TrialId> trials(Phase phase) {
    return books.stream().filter(book -> book.phase == phase).map(book -> book.trial).toList();
  }

  private List<Arrival> arrivals(int bracket, int rung) {
    return arrivals.computeIfAbsent(new Place(bracket, rung), at -> new ArrayList<>());
  }

  private Book touch(TrialId trial) {
    Book book = book(trial);
    touched.add(book);
    return book;
  }

  private Book book(TrialId trial) {
    require(trial.number() < books.size(), "a trial is suggested first", trial);
    return books.get(trial.number());
  }

  @Override
  public String toString() {
    return books.toString();
  }
}
