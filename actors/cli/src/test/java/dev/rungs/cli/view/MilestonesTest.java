package dev.rungs.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sweep.SweepEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MilestonesTest {

  /** Writes the log of a sweep as it goes. */
  private static final class Log implements Simulated.Listener {

    private final List<String> lines = new ArrayList<>();
    private final Simulated sweep;
    private final Milestones milestones;

    Log(int trials, double epochs, int failing) {
      sweep = new Simulated(Demo.of(trials), 4, epochs, failing, 3, this);
      milestones = new Milestones(sweep.view());
    }

    @Override
    public void decided(SweepEvent event) {
      lines.addAll(
          event instanceof SweepEvent.SweepCreated
              ? List.of(milestones.begin())
              : milestones.after(event));
    }

    List<String> toEnd() {
      sweep.toEnd();
      lines.addAll(milestones.end());
      return lines;
    }
  }

  @Test
  void aThousandTrialsOfWhichManyFailTakeAtMost120Lines() {
    List<String> lines = new Log(1000, 3000, 5).toEnd();
    assertThat(lines).hasSizeLessThanOrEqualTo(120);
    assertThat(lines.get(0))
        .isEqualTo(
            "run demo: minimize val_loss, random + asha min 1, max 27, eta 3, 4 slots, seed 42");
    assertThat(lines.get(lines.size() - 1)).startsWith("done 1000 trials, ");
    assertThat(lines).filteredOn(line -> line.startsWith("failed t")).hasSize(20);
    assertThat(lines).contains("failed 21 trials; further failures are only counted");
  }

  @Test
  void everyTenthOfTheWayIsToldOnce() {
    List<String> told =
        new Log(64, Demo.EPOCHS, 0)
            .toEnd().stream().filter(line -> line.matches("\\d+% .*")).toList();
    assertThat(told.stream().map(line -> line.replaceAll("%.*", "")))
        .containsExactly("10", "20", "30", "40", "50", "60", "70", "80", "90", "100");
    assertThat(told)
        .allMatch(line -> line.matches("\\d+% \\d+/\\d+ epochs, \\d+ trials?, \\d+ complete.*"));
  }

  @Test
  void aSweepThatGoesOnSaysWhatIsKnown() {
    Simulated sweep = Demo.simulated().untilEpochs(60);
    assertThat(new Milestones(sweep.view()).begin())
        .startsWith("resume demo: ")
        .endsWith("; " + sweep.log().state().size() + " trials known");
  }

  @Test
  void theLastBestOfTheLogIsTheWinner() {
    var log = new Log(64, Demo.EPOCHS, 16);
    List<String> lines = log.toEnd();
    String last = lines.stream().filter(line -> line.startsWith("best ")).reduce("", (a, b) -> b);
    var best = log.sweep.log().state().best().orElseThrow();
    assertThat(last)
        .startsWith("best " + Describe.value(Demo.of(64), best) + " " + best.id() + " epoch ");
  }
}
