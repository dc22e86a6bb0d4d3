package dev.rungs.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.sweep.SweepResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneNumberTest {

  private static final Screen SCREEN = new Screen(120, 40, true, false);

  @Test
  void theBestIsTheSameInPanelSummaryLogAndJson() {
    Simulated sweep = Demo.simulated().toEnd();
    SweepResult result = Demo.result(sweep);
    String shown = "val_loss " + Format.metric(result.bestValue());
    String panel = String.join("\n", Panel.lines(sweep.view(), SCREEN, sweep.now()));
    String summary = String.join("\n", Summary.lines(result, List.of(), SCREEN, ""));
    String log = String.join("\n", new Milestones(sweep.view()).end());
    assertThat(panel).contains(shown + "  " + result.best().id());
    assertThat(summary).contains(shown + "   " + result.best().id());
    assertThat(log).contains("best " + shown + " " + result.best().id());
    // JSON keeps every digit, and those give what people read.
    String json = EventJson.line(result.best());
    String exact = json.replaceAll(".*\"counted\":\\{\"epoch\":\\d+,\"loss\":([^,}]+).*", "$1");
    assertThat(Double.parseDouble(exact)).isEqualTo(result.best().result());
    assertThat(Format.metric(result.spec().objective().value(Double.parseDouble(exact))))
        .isEqualTo(Format.metric(result.bestValue()));
  }

  @Test
  void epochsAreTheSameInPanelSummaryAndLog() {
    Simulated sweep = Demo.simulated().toEnd();
    long epochs = sweep.log().state().spentEpochs();
    assertThat(String.join("\n", Panel.lines(sweep.view(), SCREEN, sweep.now())))
        .contains(" spent  " + epochs + " of about ");
    assertThat(String.join("\n", Summary.lines(Demo.result(sweep), List.of(), SCREEN, "")))
        .contains("64 trials, " + epochs + " epochs in ");
    assertThat(String.join("\n", new Milestones(sweep.view()).end()))
        .contains("64 trials, " + epochs + " epochs, ");
    assertThat(sweep.log().state().trials().stream().mapToLong(trial -> trial.epoch()).sum())
        .isEqualTo(epochs);
  }
}
