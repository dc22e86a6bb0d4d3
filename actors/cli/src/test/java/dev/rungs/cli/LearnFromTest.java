package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnFromTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void anEarlierSweep() throws IOException {
    file = Sheets.write(folder, Curve.class, 12);
    assertThat(Sheets.run(file).code()).isZero();
    change("type: random", "type: tpe");
  }

  private void change(String old, String text) throws IOException {
    Files.writeString(file, Files.readString(file).replace(old, text));
  }

  private void learnFrom(String ids) throws IOException {
    Files.writeString(file, Files.readString(file) + "learn_from: [" + ids + "]\n");
  }

  private Ran rungs(String... words) {
    var args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--dir", Sheets.runs(file).toString()));
    return Sheets.rungs(args.toArray(String[]::new));
  }

  @Test
  void whatIsLearnedIsToldBeforeDuringAndAfter() throws IOException {
    learnFrom("curves");
    String lesson = "all 12 trials of curves";
    assertThat(rungs("plan", file.toString()).out()).contains("  learns " + lesson);
    Ran ran = Sheets.run(file, "--new");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("curves-2 learns " + lesson);
    assertThat(rungs("log", "curves-2").out()).anyMatch(line -> line.endsWith("learns " + lesson));
    assertThat(String.join(" ", rungs("explain", "curves-2", "0").out()).replaceAll(" +", " "))
        .contains("Suggested: densest in good trials: ")
        .contains("the sampler had learned " + lesson + ".");
    assertThat(rungs("replay", "curves-2").code()).isZero();
    assertThat(rungs("what-if", "curves-2", "--scheduler", "none").err()).isEmpty();
    Sheets.checkedLog(Sheets.runs(file), "curves-2");
  }

  @Test
  void whatIsLearnedOfAFiniteSpaceIsNeitherPlannedNorTriedAgain() throws IOException {
    change("high: 0.4, scale: log", "high: 0.026, step: 0.001");
    Sheets.run(file, "--id", "first");
    change("trials: 12", "trials: 100");
    learnFrom("first");
    assertThat(rungs("plan", file.toString()).out()).contains("  ends after 14 trials");
    assertThat(Sheets.run(file, "--id", "second").out().get(0))
        .startsWith("second  done: 14 trials, ");
    change("[first]", "[first, second]");
    assertThat(rungs("plan", file.toString()).out()).contains("  ends after 0 trials");
    assertThat(String.join(" ", Sheets.run(file, "--id", "third").out()))
        .contains("the space is used up after 0 trials and 26 learned")
        .contains("next   rungs log third");
  }

  @Test
  void whatCannotBeLearnedFromIsRefused() throws IOException {
    learnFrom("curvse");
    for (Ran refused : List.of(rungs("plan", file.toString()), Sheets.run(file, "--new"))) {
      assertThat(refused.code()).isEqualTo(Exit.UNKNOWN.code());
      assertThat(refused.err()).contains("no sweep curvse in ").contains("did you mean curves?");
    }
    change("[curvse]", "[curves]");
    change("{metric: val_loss}", "{metric: val_loss, direction: maximize}");
    Ran other = Sheets.run(file, "--new");
    assertThat(other.code()).isEqualTo(Exit.FILE.code());
    assertThat(other.err()).contains("must be that of curves to learn from it");
    change("[curves]", "[curves, curves]");
    assertThat(rungs("plan", file.toString()).err()).contains("learn_from names 'curves' again");
    assertThat(new SweepJournal(Sheets.runs(file)).ids()).containsExactly("curves");
  }
}
