package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import dev.rungs.cli.view.Format;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  /** Enough that some train to the end, about which nothing is warned. */
  private static final int TRIALS = 27;

  @TempDir Path folder;

  @Test
  void aSweepThatEndsByItsRuleExitsWithZeroAndShowsItsSummary() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    Ran ran = Sheets.run(file, "--progress", "plain");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().get(0)).startsWith("curves  done: 27 trials, ");
    assertThat(ran.err().lines().findFirst().orElseThrow())
        .matches("..:..:.. run curves: minimize val_loss, .*, 2 slots, seed 42");
    assertThat(ran.err().lines().reduce("", (one, other) -> other))
        .matches("..:..:.. done 27 trials, .*, 0 failed");
    Sheets.checkedLog(Sheets.runs(file), "curves");
  }

  @Test
  void theSameNumbersStandInTheSummaryTheStatusAndTheLog() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    Ran ran = Sheets.run(file, "--progress", "plain");
    SweepLog log = Sheets.checkedLog(Sheets.runs(file), "curves");
    SweepResult result = SweepResult.of("curves", log);
    Ran status = Sheets.rungs("status", "curves", "--dir", Sheets.runs(file).toString());
    assertThat(status.out()).isEqualTo(ran.out());
    String best = "val_loss " + Format.metric(result.bestValue());
    assertThat(ran.out()).anyMatch(line -> line.startsWith("best   " + best + "   "));
    assertThat(ran.err()).contains("best " + best + " " + result.best().id());
  }

  @Test
  void aFinishedSweepIsNotTrainedAgain() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    Ran first = Sheets.run(file);
    long events = events(file);
    Ran second = Sheets.run(file);
    assertThat(second.code()).isZero();
    assertThat(second.err())
        .isEqualTo("curves is finished: nothing is trained again. --new begins another sweep.\n");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(events(file)).isEqualTo(events);
  }

  @Test
  void anotherSpaceUnderTheSameIdIsRefusedWithTheDifference() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    Sheets.run(file);
    long events = events(file);
    Files.writeString(file, Files.readString(file).replace("high: 0.4", "high: 0.3"));
    Ran refused = Sheets.run(file);
    assertThat(refused.code()).isEqualTo(Exit.FILE.code());
    assertThat(refused.err()).contains("curves").contains("0.4").contains("0.3").contains("--new");
    assertThat(refused.out()).isEmpty();
    assertThat(events(file)).isEqualTo(events);
    assertThat(Sheets.run(file, "--new").code()).isZero();
    assertThat(new SweepJournal(Sheets.runs(file)).ids()).containsExactly("curves", "curves-2");
  }

  @Test
  void anIdThatMayNotNameAFolderIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    for (String id : List.of("..", "../over", "rungs.db", "a b")) {
      Ran refused = Sheets.run(file, "--id", id);
      assertThat(refused.code()).isEqualTo(Exit.USAGE.code());
      assertThat(refused.err()).contains("--id is '" + id + "', must be 1 to 64 letters");
    }
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void aWrongCommandLineExitsWithTwo() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    assertThat(Sheets.run(file, "--slots", "many").code()).isEqualTo(2);
    assertThat(Sheets.run(file, "--require", "accuracy>1").code()).isEqualTo(2);
    assertThat(Sheets.runs(file)).doesNotExist();
  }

  @Test
  void aWrongFileExitsWithThree() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    Files.writeString(file, Files.readString(file).replace("eta: 3", "eta: 1"));
    Ran ran = Sheets.run(file);
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("sweep.yaml:8:").contains("eta");
    assertThat(Sheets.run(folder.resolve("absent.yaml")).code()).isEqualTo(3);
  }

  @Test
  void aSweepWithoutAnyResultExitsWithFour() throws IOException {
    Path file = Sheets.write(folder, Broken.class, 3);
    Ran ran = Sheets.run(file, "--progress", "plain");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("the disk is on fire").contains("the sweep gave up");
    assertThat(ran.out()).contains("ended  3 failed");
  }

  @Test
  void nothingBeginsWithATrainerThatDoesNotOpen() throws IOException {
    Path file = Sheets.write(folder, Unopened.class, 3);
    for (String isolation : List.of("none", "process")) {
      Ran ran = Sheets.run(file, "--set", "resources.isolation=" + isolation);
      assertThat(ran.code()).isEqualTo(Exit.FILE.code());
      assertThat(ran.err())
          .contains("trainer unopened does not open: ", "no tiny in java.library.path")
          .doesNotContain("\tat ");
      assertThat(Sheets.runs(file).resolve("rungs.db")).doesNotExist();
      Files.delete(Path.of(ran.err().lines().toList().get(2).replace(" tells more", "")));
    }
  }

  @Test
  void whatShouldNotHavePassedIsAFaultWithAReport() throws IOException {
    Path file = Sheets.write(folder, Undescribed.class, 3);
    Ran ran = Sheets.rungs("validate", file.toString());
    assertThat(ran.code()).isEqualTo(Exit.FAULT.code());
    assertThat(ran.err())
        .startsWith("rungs: java.lang.NoClassDefFoundError: org/example/Widths\n")
        .doesNotContain("\tat ");
    String report = ran.err().replaceFirst("(?s).* report it with ", "").strip();
    assertThat(Path.of(report)).content().contains("\tat " + Undescribed.class.getName());
    Files.delete(Path.of(report));
  }

  @Test
  void aRequirementThatIsNotMetExitsWithFive() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    assertThat(Sheets.run(file, "--require", "val_loss<100").code()).isZero();
    Ran ran = Sheets.run(file, "--require", "val_loss<0");
    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("val_loss < 0.0 is not met: the best is ");
  }

  @Test
  void jsonIsTheJournalsEventsAndNothingElse() throws IOException {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    Ran ran = Sheets.run(file, "--progress", "json");
    assertThat(ran.code()).isZero();
    var mapper = new ObjectMapper();
    var numbers = new ArrayList<Long>();
    var types = new ArrayList<String>();
    long epochs = 0;
    for (String line : ran.out()) {
      JsonNode node = mapper.readTree(line);
      assertThat(node.has("at")).as(line).isTrue();
      if (node.has("event")) {
        numbers.add(node.get("number").asLong());
        types.add(node.get("event").get("@type").asText());
      } else {
        epochs += node.get("trained").get("reports").size();
      }
    }
    assertThat(types.get(0)).isEqualTo("SweepCreated");
    assertThat(types.get(types.size() - 1)).isIn("SweepEnded", "WinnerTested");
    long events = events(file);
    assertThat(numbers).hasSize((int) events).isSorted().doesNotHaveDuplicates();
    assertThat(numbers).first().isEqualTo(1L);
    assertThat(epochs)
        .isEqualTo(Sheets.checkedLog(Sheets.runs(file), "curves").state().spentEpochs());
    assertThat(ran.err()).isEmpty();
  }

  private static long events(Path file) {
    return new SweepJournal(Sheets.runs(file)).events("curves", 0).size();
  }
}
