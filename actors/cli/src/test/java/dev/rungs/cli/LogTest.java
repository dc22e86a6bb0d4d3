package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.actors.journal.SweepJournal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

  @TempDir static Path runs;

  @BeforeAll
  static void sweep() throws Exception {
    Tiny.sweep(runs, "tiny");
  }

  @Test
  void everyEventHasItsNumberAndItsWords() throws Exception {
    rungs("log", "tiny", "--dir", runs.toString()).well().isGolden("log-tiny.txt");
  }

  @Test
  void asJsonEachEventIsALine() throws Exception {
    List<String> lines =
        rungs("log", "--json", "--dir", runs.toString()).well().out().lines().toList();

    assertThat(lines).hasSize(new SweepJournal(runs).events("tiny", 0).size());
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(last.get("number").asInt()).isEqualTo(lines.size());
    assertThat(last.get("event").get("@type").asText()).isEqualTo("WinnerTested");
  }
}
