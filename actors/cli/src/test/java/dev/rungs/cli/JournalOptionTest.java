package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOptionTest {

  @TempDir Path folder;

  @Test
  void aLostJournalIsRefusedByEveryCommandUntilTheLossIsAccepted() throws Exception {
    Path file = Sheets.write(folder, Curve.class, 27);
    Ran first = Sheets.run(file, "--progress", "none");
    Path runs = Sheets.runs(file);
    byte[] half = Files.readAllBytes(runs.resolve("rungs.db"));
    Files.write(runs.resolve("rungs.db"), Arrays.copyOf(half, half.length / 2));

    String dir = runs.toString();
    for (Ran refused :
        List.of(
            Sheets.run(file),
            Sheets.rungs("status", "curves", "--dir", dir),
            Sheets.rungs("resume", "curves", "--dir", dir))) {
      assertThat(refused.code()).isEqualTo(Exit.UNKNOWN.code());
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("rungs.db").contains("--accept-loss");
    }

    Ran accepted = Sheets.run(file, "--accept-loss", "--progress", "none");
    assertThat(accepted.code()).as(accepted.err()).isZero();
    assertThat(accepted.err())
        .containsPattern("sweep curves goes on without [0-9]+ of [0-9]+ events; what was there is");
    assertThat(accepted.out().get(0)).startsWith("curves  done: 27 trials, ");
    assertThat(first.out().get(0)).startsWith("curves  done: 27 trials, ");
    try (Stream<Path> kept = Files.walk(runs)) {
      assertThat(kept).anyMatch(each -> each.toString().matches(".*lost-.*rungs[.]db"));
    }
    assertThat(Sheets.rungs("status", "curves", "--dir", dir).code()).isZero();
  }

  @Test
  void aPasswordOnTheCommandLineIsRefused() throws Exception {
    Path file = Sheets.write(folder, Curve.class, 27);
    Ran ran = Sheets.run(file, "--journal", "jdbc:postgresql://127.0.0.1:1/db?password=secret");
    assertThat(ran.code()).isEqualTo(Exit.USAGE.code());
    assertThat(ran.err()).contains("--journal: journal holds a password").doesNotContain("secret");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsToldByName() throws Exception {
    Path file = Sheets.write(folder, Curve.class, 27);
    Ran ran = Sheets.run(file, "--journal", "jdbc:postgresql://127.0.0.1:1/db");
    assertThat(ran.code()).isEqualTo(Exit.UNKNOWN.code());
    assertThat(ran.err()).contains("jdbc:postgresql://127.0.0.1:1/db, schema rungs cannot be read");
  }
}
