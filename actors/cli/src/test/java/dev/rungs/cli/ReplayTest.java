package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.Replay;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.trial.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  @TempDir static Path runs;

  @BeforeAll
  static void sweep() throws Exception {
    Tiny.sweep(runs, "tiny");
  }

  private static List<SweepEvent> events() {
    return new ArrayList<>(
        new SweepJournal(runs).events("tiny", 0).stream().map(Journaled::event).toList());
  }

  @Test
  void anUntouchedLogIsWhatTheRulesMakeOfIt() throws Exception {
    rungs("replay", "tiny", "--dir", runs.toString()).well().isGolden("replay-tiny.txt");
  }

  @Test
  void asJsonItHasTheNumbers() throws Exception {
    JsonNode told =
        new ObjectMapper()
            .readTree(rungs("replay", "--json", "--dir", runs.toString()).well().out());

    assertThat(told.get("id").asText()).isEqualTo("tiny");
    assertThat(told.get("exact").asBoolean()).isTrue();
    assertThat(told.get("events").asInt()).isEqualTo(events().size());
    assertThat(told.get("decisions").asInt()).isBetween(events().size() / 2, events().size());
    assertThat(told.get("differences")).isEmpty();
  }

  @Test
  void anotherDecisionIsShownBesideWhatTheRulesDecide() throws Exception {
    List<SweepEvent> log = events();
    int at = log.indexOf(log.stream().filter(TrialJudged.class::isInstance).findFirst().get());
    TrialJudged judged = (TrialJudged) log.get(at);
    var forged = new TrialJudged(judged.trial(), new Verdict.Complete("somebody's wish"));
    log.set(at, forged);
    Replay replay = Replay.of(log);

    assertThat(ReplayCommand.lines("tiny", replay))
        .startsWith(
            "tiny differs from what the rules decide at event " + (at + 1),
            "  recorded     " + forged,
            "  decided      " + judged)
        .endsWith("  differences  1");
    assertThat(ReplayCommand.exit(replay)).isEqualTo(Exit.DIFFERENT);
    JsonNode difference =
        new ObjectMapper()
            .readTree(EventJson.line(Facts.replay("tiny", replay)))
            .get("differences")
            .get(0);
    assertThat(difference.get("number").asInt()).isEqualTo(at + 1);
    assertThat(difference.get("decided").get(0).get("@type").asText()).isEqualTo("TrialJudged");
  }
}
