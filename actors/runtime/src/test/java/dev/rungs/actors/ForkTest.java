package dev.rungs.actors;

import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.PostgresServer;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.Replay;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.Ending;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SweepForked;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ForkTest {

  @TempDir Path directory;

  private static SweepSpec sweep(int trials) {
    return SweepSpec.named("quadratic")
        .minimize("loss")
        .over(real("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(new Asha(1, 9, 3))
        .order(new Order.Ordered(4))
        .stop(StopRules.trials(trials))
        .build();
  }

  private Rungs rungs() {
    return rungs(Database.in(directory));
  }

  private Rungs rungs(Database database) {
    return Rungs.local().directory(directory).journal(database).slots(2).open();
  }

  @Test
  void fromAnyEventAnOrderedSweepComesToTheSameEnd() throws Exception {
    comesToTheSameEnd(Database.in(directory), 9);
  }

  @Test
  void soItDoesInPostgreSql() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      comesToTheSameEnd(server.database("forks"), 2);
    }
  }

  private void comesToTheSameEnd(Database database, int forks) throws Exception {
    try (Rungs rungs = rungs(database)) {
      rungs.run("old", sweep(24), new Quadratic());
      List<String> whole = ending(database, "old");
      int events = new SweepJournal(directory, database).events("old", 0).size();
      assertThat(whole).hasSizeGreaterThan(100);
      for (int event = 1; event < events; event += events / forks) {
        String id = "fork-" + event;
        Fork fork = rungs.fork("old", event, id);
        assertThat(fork.sweep().running()).isEmpty();
        rungs.run(id, sweep(24), new Quadratic());
        assertThat(ending(database, id)).as("forked at event %s", event).isEqualTo(whole);
        checkWhole(database, id);
      }
      assertThat(ending(database, "old")).isEqualTo(whole);
    }
  }

  /** All that came of a sweep but who did it and when. */
  private List<String> ending(Database database, String id) {
    var journal = new SweepJournal(directory, database);
    var lines = new ArrayList<String>();
    var log = new SweepLog();
    for (Journaled<SweepEvent> each : journal.events(id, 0)) {
      log.apply(each.atMillis(), each.event());
      if (isResult(each.event())) {
        lines.add(EventJson.line(new SweepUpdate.Decided(0, 0, each.event())));
      }
    }
    for (TrialSummary trial : log.state().ranking()) {
      lines.add(trial.id() + " " + trial.result() + " " + trial.best() + " " + trial.phase());
    }
    for (TrialSummary trial : log.state().trials()) {
      reports(journal, id, trial).forEach(report -> lines.add(trial.id() + " " + report));
    }
    return lines;
  }

  private static boolean isResult(SweepEvent event) {
    return event instanceof SweepEvent.TrialSuggested
        || event instanceof SweepEvent.RungReached
        || event instanceof SweepEvent.TrialJudged
        || event instanceof SweepEvent.SweepStopping
        || event instanceof SweepEvent.SweepEnded
        || event instanceof SweepEvent.WinnerTested;
  }

  private static List<Report> reports(SweepJournal journal, String id, TrialSummary trial) {
    return journal.events(id, trial.id()).stream()
        .filter(each -> each.event() instanceof EpochsReported)
        .flatMap(each -> ((EpochsReported) each.event()).reports().stream())
        .toList();
  }

  /** Every chain is whole, every decision is that of the rules, every epoch is there once. */
  private void checkWhole(Database database, String id) {
    var journal = new SweepJournal(directory, database);
    journal.verify(id);
    assertThat(Replay.of(events(journal, id)).differences()).isEmpty();
    for (TrialSummary trial : journal.log(id).orElseThrow().state().trials()) {
      List<Report> reports = reports(journal, id, trial);
      assertThat(reports).hasSize(trial.epoch());
      for (int i = 0; i < reports.size(); i++) {
        assertThat(reports.get(i).epoch()).isEqualTo(i + 1);
      }
    }
  }

  private static List<SweepEvent> events(SweepJournal journal, String id) {
    return journal.events(id, 0).stream().map(Journaled::event).toList();
  }

  @Test
  void itGoesOnDifferentlyAndTheOtherStaysAsItWas() throws Exception {
    try (Rungs rungs = rungs()) {
      SweepResult old = rungs.run("old", sweep(24), new Quadratic());
      int half = half("old");
      rungs.fork("old", half, "more");
      assertThat(rungs.result("more").orElseThrow().ending()).isEmpty();
      SweepResult more = rungs.run("more", sweep(30), new Quadratic());

      assertThat(more.trials()).hasSize(30);
      assertThat(more.trials().subList(0, 9))
          .extracting(TrialSummary::configuration)
          .isEqualTo(old.trials().subList(0, 9).stream().map(TrialSummary::configuration).toList());
      assertThat(rungs.result("old")).contains(old);
      var journal = new SweepJournal(directory);
      assertThat(events(journal, "more").subList(0, half))
          .isEqualTo(events(journal, "old").subList(0, half));
      assertThat(events(journal, "more")).contains(new SweepForked("old", half));
    }
  }

  private int half(String id) {
    return new SweepJournal(directory).events(id, 0).size() / 2;
  }

  @Test
  void aSweepIsForkedWhileItRuns() throws Exception {
    var trainer = new Quadratic();
    try (Rungs rungs = rungs()) {
      RunningSweep running = rungs.startOrResume("old", sweep(40), trainer);
      RungsTest.awaitTrials(running, 8);
      long event = new SweepJournal(directory).events("old", 0).size();
      rungs.fork("old", event, "new");
      rungs.run("new", sweep(40), new Quadratic());
      assertThat(running.result().get(60, TimeUnit.SECONDS).ending().orElseThrow().ending())
          .isEqualTo(Ending.FINISHED);
    }
    assertThat(ending(Database.in(directory), "new"))
        .isEqualTo(ending(Database.in(directory), "old"));
    checkWhole(Database.in(directory), "new");
    checkWhole(Database.in(directory), "old");
  }

  @Test
  void itNeedsNothingOfTheOtherAnyMore() throws Exception {
    List<String> whole;
    try (Rungs rungs = rungs()) {
      rungs.run("old", sweep(24), new Quadratic());
      whole = ending(Database.in(directory), "old");
      rungs.fork("old", half("old"), "new");
    }
    try (Stream<Path> files = Files.walk(directory.resolve("old"))) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    try (Rungs rungs = rungs()) {
      rungs.run("new", sweep(24), new Quadratic());
    }
    assertThat(ending(Database.in(directory), "new")).isEqualTo(whole);
  }

  @Test
  void theForkOfAFinishedSweepMakesTheWinnersModelOfItsOwn() throws Exception {
    try (Rungs rungs = rungs()) {
      SweepResult old = rungs.run("old", sweep(24), new Quadratic());
      Fork fork = rungs.fork("old", new SweepJournal(directory).events("old", 0).size(), "new");
      assertThat(fork.lost()).isEmpty();
      assertThat(fork.older()).isEmpty();
      assertThat(fork.needed()).isPositive();
      SweepResult same = rungs.run("new", sweep(24), new Quadratic());
      assertThat(same.ranking()).isEqualTo(old.ranking());
      assertThat(same.tested()).isEqualTo(old.tested());
      assertThat(directory.resolve("new/best/model")).exists();
    }
  }

  @Test
  void checkpointsAreLinkedAndThoseThatAreGoneAreTold() throws Exception {
    try (Rungs rungs = rungs()) {
      rungs.run("old", sweep(24), new Quadratic());
      Fork fork = rungs.fork("old", half("old"), "new");
      assertThat(fork.needed()).isGreaterThan(fork.lost().size());
      assertThat(fork.lost()).as("losers of the other").isNotEmpty();
      try (Stream<Path> files = Files.walk(directory.resolve("new/checkpoints"))) {
        List<Path> models = files.filter(Files::isRegularFile).toList();
        assertThat(models).isNotEmpty();
        for (Path model : models) {
          Path others =
              directory.resolve("old").resolve(directory.resolve("new").relativize(model));
          assertThat(Files.isSameFile(model, others)).as("%s is linked", model).isTrue();
        }
      }
    }
  }

  @Test
  void whatIsNotThereOrTakenIsRefusedByName() throws Exception {
    try (Rungs rungs = rungs()) {
      rungs.run("old", sweep(9), new Quadratic());
      int last = new SweepJournal(directory).events("old", 0).size();
      for (long event : new long[] {0, last + 1}) {
        assertThatThrownBy(() -> rungs.fork("old", event, "new"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("event is " + event + ", must be in 1 to " + last + ", the last of old");
      }
      assertThatThrownBy(() -> rungs.fork("odd", 1, "new"))
          .hasMessage("event is 1, but no sweep was begun as odd");
      assertThatThrownBy(() -> rungs.fork("old", 1, "old"))
          .hasMessage("id is old, must be one that no sweep has");
      assertThatThrownBy(() -> rungs.fork("old", 1, "a/b"))
          .hasMessageContaining("id is 'a/b', must be 1 to 64 letters");
      assertThat(new SweepJournal(directory).ids()).containsExactly("old");
      assertThat(List.of("..", "a/b", "a\0b", "old/checkpoints")).allMatch(this::isUnknown);
    }
  }

  private boolean isUnknown(String id) {
    return Rungs.read(directory, id).isEmpty();
  }
}
