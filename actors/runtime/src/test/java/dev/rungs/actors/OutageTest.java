package dev.rungs.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.PostgresServer;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sweep outlives its journal's database. */
@Timeout(300)
class OutageTest {

  private static final Duration AWAY = Duration.ofSeconds(8);
  private static final Duration MOVING_AGAIN = Duration.ofSeconds(15);

  @TempDir Path directory;

  /** The first writes epochs when the database goes, the second decisions. */
  static Stream<SweepSpec> sweeps() {
    return Stream.of(sweep(new RunToEnd(30), 24), sweep(new Asha(1, 9, 3), 120));
  }

  private static SweepSpec sweep(Scheduler scheduler, int trials) {
    return SweepSpec.named("quadratic")
        .minimize("loss")
        .over(Parameter.real("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(scheduler)
        .stop(StopRules.trials(trials))
        .build();
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void trialsMoveAgainSoonAfterTheDatabaseIsBackAndNothingIsLost(SweepSpec sweep) throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Rungs rungs =
            Rungs.local().directory(directory).journal(server.database("outage")).slots(4).open()) {
      RunningSweep running = rungs.startOrResume("q", sweep, new Slow());
      var acknowledged = new LinkedBlockingQueue<SweepUpdate>();
      running.events().subscribe(new Feed(acknowledged));
      for (int epochs = 0; epochs < 100; ) {
        epochs += epochs(acknowledged.poll(60, TimeUnit.SECONDS));
      }

      server.down();
      long back = System.nanoTime() + AWAY.toNanos();
      int late = 0;
      while (acknowledged.poll(1, TimeUnit.SECONDS) != null) {
        late++; // was on its way
      }
      assertThat(late).isLessThan(100);
      while (System.nanoTime() < back) {
        SweepUpdate update =
            acknowledged.poll(Math.max(1, back - System.nanoTime()), TimeUnit.NANOSECONDS);
        assertThat(update).as("acknowledged without a journal").isNull();
      }
      server.up();
      long up = System.nanoTime();
      for (int epochs = 0; epochs < 1; ) {
        epochs += epochs(acknowledged.poll(60, TimeUnit.SECONDS));
      }
      Duration pause = Duration.ofNanos(System.nanoTime() - up);
      System.out.println("epochs are acknowledged again after " + pause.toMillis() + " ms");
      assertThat(pause).isLessThan(MOVING_AGAIN);

      SweepResult result = running.result().get(120, TimeUnit.SECONDS);
      assertThat(result.trials())
          .hasSize(sweep.stop().trials())
          .allMatch(trial -> trial.phase() == Phase.COMPLETE || trial.phase() == Phase.PAUSED);
      var journal = new SweepJournal(directory, server.database("outage"));
      journal.verify("q");
      assertThat(SweepResult.of("q", journal.log("q").orElseThrow())).isEqualTo(result);
    }
  }

  private static int epochs(SweepUpdate update) {
    assertThat(update).as("an update within 60 s").isNotNull();
    return update instanceof SweepUpdate.Trained trained ? trained.reports().size() : 0;
  }

  /** Epochs that take a while, so that an outage falls into many of them. */
  private static final class Slow extends Quadratic {

    @Override
    public Metrics step(Model model, int epoch) throws Exception {
      TimeUnit.MILLISECONDS.sleep(100); // is the work
      return super.step(model, epoch);
    }
  }

  private record Feed(BlockingQueue<SweepUpdate> updates) implements Flow.Subscriber<SweepUpdate> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SweepUpdate update) {
      updates.add(update);
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
