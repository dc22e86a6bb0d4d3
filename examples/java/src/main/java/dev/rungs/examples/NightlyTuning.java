package dev.rungs.examples;

import static dev.rungs.space.Parameter.integer;
import static dev.rungs.space.Parameter.real;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.RunningSweep;
import dev.rungs.actors.SweepUpdate;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Trainer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A service that tunes its model while it serves: starts a sweep without waiting for it, is told
 * what is decided, stops it by day and goes on by night. The sweep is known by its id alone, so the
 * service may have been deployed again in between.
 */
final class NightlyTuning implements AutoCloseable {

  private static final SweepSpec SWEEP =
      SweepSpec.named("irises")
          .minimize("loss")
          .over(real("lr", 1e-4, 1e-1).log(), integer("hidden", 4, 64).log())
          .scheduler(new Asha(1, 27, 3))
          .stop(StopRules.trials(200))
          .build();

  private final Rungs rungs;
  private final Trainer trainer;

  NightlyTuning(Path directory, Data data) {
    rungs = Rungs.local().directory(directory).slots(1).open();
    trainer =
        trial -> {
          var net = new Net(data, trial.integer("hidden"), trial.real("lr"), trial.seed());
          trial.checkpoint(net::load, net::save);
          for (int epoch : trial.steps()) {
            trial.report(net.train(epoch));
          }
        };
  }

  /** Begins the sweep or goes on with it; {@code verdicts} is told each verdict. Does not wait. */
  RunningSweep evening(String id, Consumer<SweepEvent.TrialJudged> verdicts) {
    RunningSweep sweep = rungs.startOrResume(id, SWEEP, trainer);
    sweep.events().subscribe(new Verdicts(verdicts));
    return sweep;
  }

  /** Lets what trains finish its epoch, saves it, and returns the best so far. */
  CompletableFuture<SweepResult> morning(RunningSweep sweep) {
    return sweep.stop();
  }

  @Override
  public void close() {
    rungs.close();
  }

  private record Verdicts(Consumer<SweepEvent.TrialJudged> consumer)
      implements Flow.Subscriber<SweepUpdate> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SweepUpdate update) {
      if (update instanceof SweepUpdate.Decided decided
          && decided.event() instanceof SweepEvent.TrialJudged judged) {
        consumer.accept(judged);
      }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
