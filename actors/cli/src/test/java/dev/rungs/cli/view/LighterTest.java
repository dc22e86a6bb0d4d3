package dev.rungs.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.Reasons;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a trial that ran out of memory twice and trains with less: of a constant. */
class LighterTest {

  private static final TrialId FIRST = new TrialId(0);
  private static final Screen SCREEN = new Screen(100, 30, true, false);
  private static final String ONCE = "batch 64 instead of 128: ran out of memory (retry 1 of 2)";
  private static final String TWICE = "batch 32 instead of 64: ran out of memory (retry 2 of 2)";

  private final List<SweepEvent> events = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final SweepView view = new SweepView("demo", 1, 9, trial -> List.of());
  private final Milestones milestones = new Milestones(view);

  @BeforeEach
  void runOutOfMemoryTwice() {
    SweepSpec spec =
        SweepSpec.named("demo")
            .minimize("val_loss")
            .over(Parameter.real("lr", 0.1, 0.1), Parameter.constant("batch", 128))
            .scheduler(new RunToEnd(9))
            .stop(StopRules.trials(1))
            .retry(Retry.DEFAULT.halving("batch"))
            .build();
    decided(SweepState.create(spec));
    decided(state().open());
    decided(state().offer(0));
    for (int attempt = 1; attempt <= 2; attempt++) {
      decided(state().offer(0));
      var outcome = new Outcome.Failed(0, FailureKind.OUT_OF_MEMORY, "Java heap space");
      decided(state().segmentEnded(FIRST, attempt, outcome, Best.NONE));
    }
  }

  @Test
  void theLogTellsTheFirstTime() {
    assertThat(log).containsExactly("warning t000 goes on with " + ONCE);
  }

  @Test
  void itsStoryTellsEachTime() {
    String story = String.join("\n", story(Excerpt.ENDS));
    assertThat(story).contains("queued again with " + ONCE, "queued again with " + TWICE);
    assertThat(story).contains("batch 32").doesNotContain("batch 128");
  }

  @Test
  void aLongStoryTellsItsBeginningAndItsEnd() {
    List<String> whole = story(Integer.MAX_VALUE);
    List<String> ends = story(1);
    int head = whole.indexOf("") + 1;
    assertThat(whole).hasSizeGreaterThan(head + 3);
    assertThat(ends)
        .hasSize(head + 3)
        .startsWith(whole.subList(0, head + 1).toArray(String[]::new))
        .contains("  " + (whole.size() - head - 2) + " more; --all shows them")
        .endsWith(whole.get(whole.size() - 1));
  }

  @Test
  void theLastEpochStandsUnderTheEndOfTheCurve() {
    assertThat(axis(2)).endsWith("  1 2 epochs");
    assertThat(axis(20)).endsWith("  1       20 epochs");
    for (int epochs : new int[] {150, 170, 2000}) {
      assertThat(axis(epochs)).endsWith(" " + epochs + " epochs").hasSizeLessThanOrEqualTo(100);
    }
  }

  private String axis(int epochs) {
    List<Double> values = IntStream.range(0, epochs).mapToObj(epoch -> 1.0 / epoch).toList();
    List<String> lines = story(0, new Story.Curve("val_loss", values));
    return lines.get(lines.size() - 1);
  }

  private List<String> story(int ends) {
    return story(ends, new Story.Curve("val_loss", List.of()));
  }

  private List<String> story(int ends, Story.Curve curve) {
    List<Story.Moment> moments =
        events.stream().map(event -> new Story.Moment(Duration.ZERO, event)).toList();
    return Story.lines("demo", view.log(), FIRST, moments, ends, curve, SCREEN);
  }

  @Test
  void itsExplanationTellsWithWhatItTrains() {
    List<String> lines = new Explanation("demo", state(), Reasons.of(events, FIRST)).lines(SCREEN);
    assertThat(String.join("\n", lines)).contains("It trains with " + TWICE + ".");
  }

  @Test
  void aConstantIsShownOnceItHasAnotherValue() {
    assertThat(Describe.varying(view.spec(), state().summary(FIRST).configuration()))
        .containsExactly("lr 0.1", "batch 32");
    var suggested = ((SweepEvent.TrialSuggested) events.get(2)).configuration();
    assertThat(Describe.varying(view.spec(), suggested)).containsExactly("lr 0.1");
  }

  private SweepState state() {
    return view.state();
  }

  private void decided(List<SweepEvent> next) {
    for (SweepEvent event : next) {
      events.add(event);
      view.decided(0, event);
      log.addAll(milestones.after(event));
    }
  }
}
