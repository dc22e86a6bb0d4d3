package dev.rungs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.journal.PostgresServer;
import dev.rungs.benchmarks.ServerGround.Server;
import dev.rungs.benchmarks.Tally.Breach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That nothing is lost by a few deaths, and that the harness would notice; no time is asked. */
@Timeout(600)
class KillTest {

  private static final Task TASK = new Task(Task.Kind.WALK, 7, 6, 3, true);

  private final Kill kill = new Kill();

  @BeforeEach
  void takeAllTheTimeItNeeds() {
    kill.examples = Path.of("..", "examples");
    kill.pause = 300;
  }

  @Test
  void tenKillsLoseNothingAndChangeNothing() throws Exception {
    kill.kills = 10;
    kill.passes = 0;
    kill.ordered = true;

    Finding finding = kill.measure();

    assertThat(finding.table().get(1).get(1)).isEqualTo("10");
    assertThat(finding.lines()).noneMatch(line -> line.startsWith("FAIL"));
  }

  @Test
  void tenKillsOfASweepThatWritesToAServerLoseNothing() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      var tally = new Tally("server", Duration.ofSeconds(300));
      var database = new Server(server.url(), PostgresServer.USER, PostgresServer.PASSWORD);

      new Deaths(TASK, kill.examples, List.of(), tally)
          .random(10, 1, () -> ServerGround.create(database));

      assertThat(tally.deaths()).isEqualTo(10);
      assertThat(tally.checks()).allMatch(Finding.Check::kept);
    }
  }

  @Test
  void deathAtEachNamedPointLosesNothing() throws Exception {
    kill.kills = 0;
    kill.passes = 1;

    Finding finding = kill.measure();

    int deaths = Integer.parseInt(finding.table().get(1).get(1));
    assertThat(deaths).isEqualTo(Failpoint.values().length + 1); // one more, to recover from
    assertThat(finding.lines()).noneMatch(line -> line.startsWith("FAIL"));
  }

  @Test
  void anAcknowledgedEpochThatIsNotThereIsNoticed() throws Exception {
    assertThat(hear("epoch 0 1 99 0").count(Breach.LOST)).isEqualTo(1);
  }

  @Test
  void anEpochWithAnotherValueThanWasToldIsNoticed() throws Exception {
    assertThat(hear("epoch 0 1 1 0").count(Breach.LOST)).isEqualTo(1);
  }

  @Test
  void aDecisionThatWasToldOtherwiseIsNoticed() throws Exception {
    assertThat(hear("event 3 {}").count(Breach.CHANGED)).isEqualTo(1);
  }

  @Test
  void aRestartThatTakesTooLongIsNoticed() throws Exception {
    assertThat(hear("epoch 0 1 1 0").count(Breach.LATE)).isEqualTo(1);
  }

  @Test
  void trialsOfASweepThatHasNotEndedAreLost() throws Exception {
    try (Ground ground = Ground.Folder.create()) {
      var tally = new Tally("none", Duration.ofSeconds(1));
      new Ledger(TASK, ground, tally).checkEnd();
      assertThat(tally.count(Breach.MISSING)).isEqualTo(6);
    }
  }

  @Test
  void anotherSweepsResultDiffers() throws Exception {
    try (Ground one = Ground.Folder.create();
        Ground other = Ground.Folder.create()) {
      run(TASK, one);
      run(TASK.withSeed(8), other);
      FinalResult result = FinalResult.of(one);
      assertThat(result.differenceTo(result)).isEmpty();
      assertThat(result.differenceTo(FinalResult.of(other))).startsWith("line 1 is ");
    }
  }

  /** Runs a sweep undisturbed, then holds a line against it that no victim has said. */
  private static Tally hear(String line) throws Exception {
    var tally = new Tally("forged", Duration.ofSeconds(1));
    try (Ground ground = Ground.Folder.create()) {
      run(TASK, ground);
      var late = new Life(List.of(line), Failpoint.KILLED, Duration.ofSeconds(2), true);
      new Ledger(TASK, ground, tally).check(late);
    }
    return tally;
  }

  private static void run(Task task, Ground ground) throws Exception {
    try (var trainer = task.trainer(Path.of("..", "examples"));
        var rungs = Rungs.local().directory(ground.directory()).open()) {
      rungs.run(Task.ID, task.spec(), trainer);
    }
  }
}
