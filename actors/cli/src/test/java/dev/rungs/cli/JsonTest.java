package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.SweepResult;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {

  @TempDir static Path runs;
  private static SweepResult result;

  @BeforeAll
  static void sweeps() throws Exception {
    result = Tiny.sweep(runs, "tiny");
    Tiny.hopeless(runs, "hopeless");
  }

  private static JsonNode json(String... args) throws Exception {
    return new ObjectMapper().readTree(rungs(args).well().out());
  }

  @Test
  void theListHoldsEverySweepOldestFirst() throws Exception {
    JsonNode list = json("list", "--json", "--dir", runs.toString());

    assertThat(list.findValuesAsText("id")).containsExactly("tiny", "hopeless");
    assertThat(list.get(0).get("state").asText()).isEqualTo("done");
    assertThat(list.get(0).get("best").get("value").doubleValue()).isEqualTo(result.bestValue());
    assertThat(list.get(1).get("trials").intValue()).isEqualTo(3);
    assertThat(list.get(1).has("best")).isFalse();
    assertThat(rungs("list", "--dir", runs.toString()).well().out()).isEqualTo("tiny\nhopeless\n");
  }

  @Test
  void theListOfNoSweepsIsEmpty(@TempDir Path empty) throws Exception {
    assertThat(json("list", "--json", "--dir", empty.toString())).isEmpty();
  }

  @Test
  void theStatusTellsWhatTheResultDoes() throws Exception {
    JsonNode status = json("status", "tiny", "--json", "--dir", runs.toString());

    assertThat(status.get("trials").intValue()).isEqualTo(27);
    assertThat(status.get("events").longValue())
        .isEqualTo(new SweepJournal(runs).events("tiny", 0).size());
    assertThat(status.get("epochs").longValue()).isEqualTo(result.spentEpochs());
    assertThat(status.get("metric").asText()).isEqualTo("val_loss");
    assertThat(status.get("reason").asText()).isEqualTo(result.ending().orElseThrow().reason());
    assertThat(status.get("ranking")).hasSize(27);
    long phases = 0;
    for (JsonNode count : status.get("phases")) {
      phases += count.longValue();
    }
    assertThat(phases).isEqualTo(27);
  }

  @Test
  void theStatusOfASweepWithoutResultsHasNoBest() throws Exception {
    JsonNode status = json("status", "--json", "--dir", runs.toString());

    assertThat(status.get("id").asText()).isEqualTo("hopeless");
    assertThat(status.has("best")).isFalse();
    assertThat(status.get("phases").get("failed").intValue()).isEqualTo(3);
  }
}
