package dev.rungs.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.journal.JournalException;
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
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        Rungs rungs = open(server)) {
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

  @Test
  void aSweepWhoseJournalAnotherProcessTakesEndsAndSaysSo() throws Exception {
    SweepSpec sweep = sweep(new RunToEnd(30), 24);
    try (PostgresServer server = PostgresServer.start()) {
      var acknowledged = new LinkedBlockingQueue<SweepUpdate>();
      try (Connection usurper = connect(server, "usurper");
          Connection witness = connect(server, "witness");
          Rungs rungs = open(server)) {
        RunningSweep running = rungs.startOrResume("q", sweep, new Slow());
        running.events().subscribe(new Feed(acknowledged));
        assertThat(acknowledged.poll(60, TimeUnit.SECONDS)).isNotNull();
        var taken = new FutureTask<>(() -> first(usurper, TAKE));
        new Thread(taken, "usurper").start();
        await(() -> first(witness, "SELECT count(*) FROM pg_locks WHERE " + WAITING).equals("1"));

        assertThat(first(witness, CUT)).isEqualTo("t");

        taken.get(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> running.result().get(60, TimeUnit.SECONDS))
            .hasMessageContaining("is in use by usurper");
        assertThatThrownBy(() -> rungs.startOrResume("other", sweep, new Slow()))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("is in use by usurper");
      }
      var journal = new SweepJournal(directory, server.database("outage"));
      journal.verify("q");
      assertThat(acknowledged.stream().mapToInt(OutageTest::epochs).sum())
          .isLessThanOrEqualTo(recorded(journal));
      try (Rungs rungs = open(server)) {
        assertThat(rungs.run("q", sweep, new Quadratic()).trials())
            .allMatch(trial -> trial.phase() == Phase.COMPLETE);
      }
      assertThat(recorded(journal)).isEqualTo(24 * 30);
    }
  }

  private static final String GRANTED = "locktype = 'advisory' AND granted";
  private static final String WAITING = "locktype = 'advisory' AND NOT granted";

  /** Waits for the lock that somebody has, whatever its two numbers are. */
  private static final String TAKE =
      "SELECT pg_advisory_lock(classid::bigint::bit(32)::int, objid::bigint::bit(32)::int)"
          + " FROM pg_locks WHERE "
          + GRANTED;

  private static final String CUT =
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE " + GRANTED;

  private Rungs open(PostgresServer server) {
    return Rungs.local().directory(directory).journal(server.database("outage")).slots(4).open();
  }

  private static Connection connect(PostgresServer server, String name) throws SQLException {
    return DriverManager.getConnection(
        server.url("outage") + "&ApplicationName=" + name,
        PostgresServer.USER,
        PostgresServer.PASSWORD);
  }

  private static String first(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.onSpinWait();
    }
  }

  private static int recorded(SweepJournal journal) {
    return IntStream.range(0, 24)
        .mapToObj(trial -> journal.events("q", new TrialId(trial)))
        .flatMap(List::stream)
        .filter(each -> each.event() instanceof EpochsReported)
        .mapToInt(each -> ((EpochsReported) each.event()).reports().size())
        .sum();
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
