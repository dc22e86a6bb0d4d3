package dev.rungs.actors;

import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.Replay;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.QuotaExceeded;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Trainer;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QuotaTest {

  private static final int MODEL = 1000;

  @TempDir Path directory;

  /** The earlier a trial the better it is: who came last at its rung passes when more arrive. */
  private static final class Heavy extends Quadratic {

    @Override
    public Metrics step(Model model, int epoch) throws Exception {
      Metrics metrics = super.step(model, epoch);
      double noise = metrics.get("loss") / 10;
      return Metrics.of("loss", model.trial.trial().number() + noise);
    }

    @Override
    public void save(Model model, Path into) throws IOException {
      super.save(model, into);
      long rest = MODEL - Files.size(into.resolve("model"));
      Files.write(into.resolve("weights"), new byte[(int) rest]);
    }
  }

  private SweepResult run(String id, Quadratic trainer, long quota) throws Exception {
    SweepSpec sweep =
        SweepSpec.named("heavy")
            .minimize("loss")
            .over(real("x", 0, 1))
            .scheduler(new Asha(1, 9, 3))
            .order(new Order.Ordered(4))
            .stop(StopRules.trials(27))
            .build();
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).checkpointQuota(quota).open()) {
      return rungs.run(id, sweep, trainer);
    }
  }

  private List<SweepEvent> events(String id) {
    return new SweepJournal(directory).events(id, 0).stream().map(Journaled::event).toList();
  }

  private long onDisk(String id) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(id).resolve("checkpoints"))) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  private static void assertSame(SweepResult result, SweepResult expected) {
    assertThat(result.ranking().stream().map(trial -> trial.id() + " " + trial.best()))
        .isEqualTo(expected.ranking().stream().map(each -> each.id() + " " + each.best()).toList());
    assertThat(result.tested()).isEqualTo(expected.tested());
    assertThat(result.ended()).isEqualTo(expected.ended());
    assertThat(result.spentEpochs()).isEqualTo(expected.spentEpochs());
  }

  @Test
  void checkpointsStayWithinTheQuotaAndTheResultIsTheSame() throws Exception {
    long quota = 10 * MODEL;
    SweepResult free = run("free", new Heavy(), CheckpointQuota.NONE.bytes());
    var trainer = new Heavy();
    SweepResult tight = run("tight", trainer, quota);

    assertSame(tight, free);
    assertThat(onDisk("free")).isGreaterThan(quota);
    assertThat(onDisk("tight")).isLessThanOrEqualTo(quota);
    assertThat(directory.resolve("tight/checkpoints/" + tight.best().id())).isDirectory();
    assertThat(directory.resolve("tight/best/model")).exists();

    List<SweepEvent> events = events("tight");
    assertThat(events).noneMatch(QuotaExceeded.class::isInstance);
    assertThat(Replay.of(events).differences()).isEmpty();
    TrialId again =
        events.stream()
            .filter(event -> event instanceof CheckpointsDropped)
            .map(event -> ((CheckpointsDropped) event).trial())
            .filter(trial -> isPromotedAfterItsDrop(trial, events))
            .findFirst()
            .orElseThrow();
    assertThat(trainer.trained.stream().filter((again + "/1")::equals)).hasSizeGreaterThan(1);
  }

  private static boolean isPromotedAfterItsDrop(TrialId trial, List<SweepEvent> events) {
    return events.stream()
        .dropWhile(event -> !(event instanceof CheckpointsDropped d && d.trial().equals(trial)))
        .anyMatch(
            event ->
                event instanceof TrialJudged judged
                    && judged.trial().equals(trial)
                    && judged.verdict() instanceof Verdict.Promote);
  }

  @Test
  void aQuotaThatCannotBeKeptIsSaidOnceAndFailsNothing() throws Exception {
    SweepResult free = run("free", new Heavy(), CheckpointQuota.NONE.bytes());
    SweepResult tight = run("tight", new Heavy(), 1);

    assertSame(tight, free);
    assertThat(tight.count(Phase.FAILED)).isZero();
    assertThat(events("tight").stream().filter(QuotaExceeded.class::isInstance)).hasSize(1);
    assertThat(directory.resolve("tight/best/model")).exists();
    try (Stream<Path> trials = Files.list(directory.resolve("tight/checkpoints"))) {
      assertThat(trials).hasSize(1).allMatch(trial -> trial.endsWith(tight.best().id() + ""));
    }
  }

  @Test
  void aFinishedSweepIsCutDownWhenItIsOpenedUnderAQuota() throws Exception {
    SweepResult before = run("q", new Heavy(), CheckpointQuota.NONE.bytes());
    var untouched = new Heavy();
    SweepResult after = run("q", untouched, 6 * MODEL);

    assertSame(after, before);
    assertThat(untouched.trained).isEmpty();
    assertThat(onDisk("q")).isLessThanOrEqualTo(6 * MODEL);
    assertThat(directory.resolve("q/checkpoints/" + after.best().id())).isDirectory();
  }

  @Test
  void epochsThatAreTrainedAgainHaveTheirTimeEach() throws Exception {
    Trainer forgetful =
        trial -> {
          for (int epoch : trial.steps()) {
            Thread.sleep(300); // a long epoch
            trial.report("loss", trial.trial().number() + 1.0 / epoch);
          }
        };
    SweepSpec sweep =
        SweepSpec.named("forgetful")
            .minimize("loss")
            .over(real("x", 0, 1))
            .scheduler(new Asha(4, 12, 3))
            .stop(StopRules.trials(3))
            .build();
    try (Rungs rungs =
        Rungs.local().directory(directory).slots(3).epochTimeout(Duration.ofMillis(1200)).open()) {
      SweepResult result = rungs.run("q", sweep, forgetful);
      assertThat(result.best().epoch()).isEqualTo(12);
      assertThat(result.best().attempt()).as("nothing timed out").isEqualTo(2);
    }
  }
}
