package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisuseTest {

  private static String misuse(String... args) {
    return rungs(args).refused(Exit.USAGE).err();
  }

  @Test
  void aMisspeltCommandIsSuggested() {
    assertThat(misuse("satus"))
        .startsWith("rungs: command is 'satus', must be one of init, validate, plan, run,")
        .contains("; did you mean status?\nrungs --help tells what is possible.");
  }

  @Test
  void aMisspeltOptionIsSuggested() {
    assertThat(misuse("best", "--formt", "yaml"))
        .startsWith("rungs: option is '--formt', must be one of ")
        .contains(
            "--format", "; did you mean --format?\nrungs best --help tells what is possible.");
  }

  @Test
  void aValueOfTheWrongKindIsNamedWithItsRule() {
    assertThat(misuse("run", "f.yaml", "--slots", "two"))
        .contains("--slots is 'two', must be a whole number");
    assertThat(misuse("run", "f.yaml", "--progress", "plian"))
        .contains("--progress is 'plian', must be one of auto, live, plain, json, none")
        .contains("did you mean plain?");
    assertThat(misuse("validate", "\0")).contains("FILE is '\0', must be the name of a file");
    assertThat(misuse("completion", "fish")).contains("SHELL is 'fish', must be one of bash, zsh");
  }

  @Test
  void whatIsMissingTooMuchOrTwiceIsNamed() {
    assertThat(misuse("run")).contains("FILE is missing, must be given: the sweep file");
    assertThat(misuse("list", "all"))
        .contains("argument is 'all', must not be there: list takes none");
    assertThat(misuse("show", "a", "1", "2")).contains("show takes no more than SWEEP TRIAL");
    assertThat(misuse("list", "--dir")).contains("--dir has no value, must have one");
    assertThat(misuse("list", "--dir", "a", "--dir", "b"))
        .contains("--dir is given twice, must be given once");
  }

  @Test
  void aSweepThatIsNotThereIsRefusedWithWhatIs(@TempDir Path runs) throws Exception {
    Tiny.hopeless(runs, "iris-mlp");

    for (String verb : new String[] {"status", "show", "best", "resume"}) {
      assertThat(rungs(verb, "iris-mpl", "--dir", runs.toString()).refused(Exit.UNKNOWN).err())
          .contains("no sweep iris-mpl in ", "there is: iris-mlp; did you mean iris-mlp?");
    }
  }

  @Test
  void aDirectoryWithoutSweepsIsRefused(@TempDir Path runs) {
    for (String verb : new String[] {"status", "show", "best", "resume"}) {
      assertThat(rungs(verb, "--dir", runs.toString()).refused(Exit.UNKNOWN).err())
          .contains("no sweep in " + runs);
    }
    assertThat(rungs("list", "--dir", runs.toString()).well().out()).isEmpty();
  }

  @Test
  void aJournalThatIsNoneIsRefused(@TempDir Path runs) throws Exception {
    Files.writeString(runs.resolve("rungs.db"), "no database at all, but text of some length");

    for (String verb : new String[] {"list", "status", "show", "best", "resume"}) {
      rungs(verb, "--dir", runs.toString()).refused(Exit.UNKNOWN);
    }
  }

  @Test
  void aBadFileIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "sweep: [1");

    rungs("run", file.toString(), "--dir", folder.toString()).refused(Exit.FILE);
    assertThat(rungs("plan", file.toString()).code()).isEqualTo(Exit.FILE.code());
    assertThat(rungs("validate", file.toString()).code()).isEqualTo(Exit.FILE.code());
  }
}
