package dev.rungs.actors;

import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.Replay;
import dev.rungs.sample.TpeSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.Learned;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LessonsTest {

  private static final int TRIALS = 12;

  @TempDir Path directory;

  private static SweepSpec.Builder sweep() {
    return SweepSpec.named("quadratic")
        .minimize("loss")
        .over(real("x", 0, 1))
        .sampler(new TpeSampler(10, 24, 0.15, false))
        .scheduler(new Asha(1, 9, 3))
        .stop(StopRules.trials(TRIALS));
  }

  private SweepResult run(String id, SweepSpec sweep) throws InterruptedException {
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).open()) {
      return rungs.run(id, sweep, new Quadratic());
    }
  }

  private List<SweepEvent> events(String id) {
    return new SweepJournal(directory).events(id, 0).stream().map(Journaled::event).toList();
  }

  @BeforeEach
  void anEarlierSweep() throws Exception {
    run("old", sweep().build());
  }

  @Test
  void aNewSweepBeginsWithWhatTheEarlierOneFound() throws Exception {
    SweepResult old = SweepResult.of("old", new SweepJournal(directory).log("old").orElseThrow());
    SweepResult warm = run("new", sweep().learnFrom("old").build());
    TrialsLearned lesson = (TrialsLearned) events("new").get(1);
    assertThat(lesson.words()).isEqualTo("all 12 trials of old");
    Learned best = lesson.learned().get(old.best().id().number());
    assertThat(best.loss()).isEqualTo(old.best().result());
    assertThat(best.levels())
        .extracting(Learned.Level::epoch)
        .containsExactlyElementsOf(List.of(1, 3, 9).subList(0, old.best().rung() + 1));
    assertThat(warm.trials()).hasSize(TRIALS);
    assertThat(warm.trials())
        .allSatisfy(trial -> assertThat(trial.origin()).startsWith("densest in good trials: "));
    assertThat(Replay.of(events("new")).differences()).isEmpty();
  }

  @Test
  void whatIsLearnedStaysWhenTheEarlierSweepGoesOn() throws Exception {
    run("new", sweep().learnFrom("old").build());
    run("old", sweep().stop(StopRules.trials(TRIALS + 3)).build());
    SweepSpec longer = sweep().learnFrom("old").stop(StopRules.trials(TRIALS + 1)).build();
    assertThat(run("new", longer).trials()).hasSize(TRIALS + 1);
    assertThat(events("new")).filteredOn(each -> each instanceof TrialsLearned).hasSize(1);
    assertThat(Replay.of(events("new")).differences()).isEmpty();
  }

  @Test
  void whatCannotBeLearnedFromIsRefusedAndNothingBegins() {
    assertThatThrownBy(() -> run("new", sweep().learnFrom("odd").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learnFrom names odd, must name sweeps that were begun");
    assertThatThrownBy(() -> run("new", sweep().maximize("loss").learnFrom("old").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be that of old");
    assertThatThrownBy(() -> run("old", sweep().learnFrom("other").build()))
        .hasMessageContaining("learnFrom was [], now [other]");
    assertThat(new SweepJournal(directory).ids()).containsExactly("old");
  }
}
