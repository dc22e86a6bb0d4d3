package dev.rungs.cli;

import dev.rungs.actors.RunningSweep;
import dev.rungs.actors.SweepUpdate;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.view.SweepView;
import dev.rungs.sweep.SweepEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Follows a running sweep: folds its journal and what comes after into a view, each event once and
 * in order, and shows every step. An event that was missed is read from the journal.
 */
final class Watch {

  private static final Duration REDRAW = Duration.ofMillis(250);

  private final RunningSweep running;
  private final SweepJournal journal;
  private final SweepView view;
  private final Progress progress;
  private final Supplier<Optional<String>> notes;
  private final long known;

  /** Updates in order; an empty one is the last. */
  private final BlockingQueue<Optional<SweepUpdate>> updates = new LinkedBlockingQueue<>();

  /**
   * @param notes what to say beside the picture, each once
   * @param known how many events the sweep had before this process; they are folded, not shown
   */
  Watch(
      RunningSweep running,
      SweepJournal journal,
      SweepView view,
      Progress progress,
      Supplier<Optional<String>> notes,
      long known) {
    this.running = running;
    this.journal = journal;
    this.view = view;
    this.progress = progress;
    this.notes = notes;
    this.known = known;
  }

  /** Returns when the sweep has ended or stopped, and all of it was shown. */
  void untilDone(Clock clock) throws InterruptedException {
    running.events().subscribe(new Feed(updates));
    begin();
    catchUp();
    long drawn = 0;
    boolean over = false;
    while (!over) {
      Optional<SweepUpdate> next = updates.poll(REDRAW.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        next.ifPresent(update -> apply(update, clock.millis()));
        over = next.isEmpty();
      }
      notes.get().ifPresent(progress::say);
      if (clock.millis() - drawn >= REDRAW.toMillis()) {
        drawn = clock.millis();
        view.tick(drawn);
        progress.tick(view, drawn);
      }
    }
    catchUp();
    progress.end(view);
  }

  /** Folds what was known; of a new sweep its creation, which is shown. */
  private void begin() {
    List<Journaled<SweepEvent>> past = journal.events(running.id(), 0);
    past.stream()
        .limit(Math.max(1, known))
        .forEach(each -> view.decided(each.atMillis(), each.event()));
    progress.begin(view);
    if (known == 0) {
      progress.decided(view, 1, past.get(0).atMillis(), past.get(0).event());
    }
  }

  private void apply(SweepUpdate update, long nowMillis) {
    if (update instanceof SweepUpdate.Decided decided) {
      if (decided.number() == view.state().events() + 1) {
        show(decided.number(), decided.atMillis(), decided.event());
      } else if (decided.number() > view.state().events()) {
        catchUp();
      }
    } else if (update instanceof SweepUpdate.Trained trained) {
      if (trained.trial().number() >= view.state().size()) {
        catchUp();
      }
      view.trained(trained.trial(), trained.reports());
      progress.trained(trained, nowMillis);
    }
  }

  private void catchUp() {
    for (Journaled<SweepEvent> each : journal.events(running.id(), view.state().events())) {
      show(view.state().events() + 1, each.atMillis(), each.event());
    }
  }

  private void show(long number, long atMillis, SweepEvent event) {
    view.decided(atMillis, event);
    progress.decided(view, number, atMillis, event);
  }

  private record Feed(BlockingQueue<Optional<SweepUpdate>> updates)
      implements Flow.Subscriber<SweepUpdate> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SweepUpdate update) {
      updates.add(Optional.of(update));
    }

    @Override
    public void onError(Throwable failed) {
      updates.add(Optional.empty());
    }

    @Override
    public void onComplete() {
      updates.add(Optional.empty());
    }
  }
}
